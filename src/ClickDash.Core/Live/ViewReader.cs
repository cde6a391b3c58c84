using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>Reads one view's picture out of what the rings keep summed up.</summary>
internal static class ViewReader
{
    /// <param name="view">Which picture.</param>
    /// <param name="rings">The counts of the clicks that pass its filters.</param>
    /// <param name="values">The values of its split.</param>
    /// <param name="facts">What else it shows.</param>
    public static Picture Read(View view, Rings rings, ValueNames values, TickFacts facts)
    {
        var span = new ViewSpan(view, rings, facts);
        var ranking = rings.Ranking(span);
        var top = ranking.Top(view.Top, values);
        var columns = rings.Columns(span);
        var series = Array.ConvertAll(
            ranking.InOrder(view.Top),
            id => new PictureSeries(values.Name(id), columns.Read(id))
        );
        var movers = rings.Movers(span).Read(span, values);
        var window = rings.Picture(span);
        return new Picture(view, window, series, top, movers)
        {
            IsApproximate = window.IsApproximate || ranking.HasUnnamed,
        };
    }
}
