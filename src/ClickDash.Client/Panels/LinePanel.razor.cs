using ClickDash.Client.Charts;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>Clicks per second over the window. Drawn once a second: between two seconds no closed one changes but by late clicks.</summary>
public sealed partial class LinePanel
{
    private const int LongestName = 18;
    private const int MostSpoken = 3;

    private (string Run, ViewRequest View, long Second, bool, bool)? drawn;
    private string[] layers = [];

    /// <summary>Whether the values of the split are drawn as layers.</summary>
    [Parameter]
    public bool IsStacked { get; set; }

    /// <summary>Layers were switched on or off.</summary>
    [Parameter]
    public EventCallback<bool> StackedChanged { get; set; }

    /// <summary>Whether the picture stands, so that one can look closer.</summary>
    [Parameter]
    public bool IsFrozen { get; set; }

    /// <inheritdoc/>
    protected override string Label =>
        $"Line: clicks a second over {Words.Window(Window)}. The same numbers are in the table.{Happened}";

    /// <inheritdoc/>
    protected override object Own => IsStacked;

    private int Window => Picture?.View.Window ?? View.DefaultWindow;

    /// <summary>The newest marks: more would not be listened to.</summary>
    private string Happened =>
        Picture is not { Marks.Length: > 0 } picture
            ? ""
            : " What happened, the newest first: "
                + string.Join(
                    "; ",
                    picture
                        .Marks.Reverse()
                        .Take(MostSpoken)
                        .Select(mark =>
                            $"{Browser.Surroundings.Locale.TimeOfDay(mark.At)} {PlotText.Visible(MarkText.Of(mark))}".TrimStart()
                        )
                )
                + ".";

    /// <inheritdoc/>
    protected override bool Differs(Snapshot picture)
    {
        var now = (picture.Run, picture.View, picture.Now / 1000, IsStacked, IsFrozen);
        var differs = drawn != now;
        drawn = now;
        return differs;
    }

    /// <inheritdoc/>
    protected override string Draw(Snapshot picture)
    {
        layers = IsStacked
            ?
            [
                .. LayerChoice
                    .Layers(picture)
                    .Select(one => PlotText.Shorten(PlotText.Visible(one.Name), LongestName)),
            ]
            : [];
        return TimeLine.Figure(picture, Browser.Surroundings, new LineStyle(IsStacked, IsFrozen));
    }
}
