using ClickDash.Client.Charts;
using ClickDash.Client.Texts;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Panels;

/// <summary>The largest values over time as a coloured table: the number stands in each cell, exact where it is pointed at.</summary>
public sealed partial class HeatPanel
{
    // Fewer rows than these stand at the top instead of filling the panel.
    private const int Few = 7;

    private HeatGrid? grid;

    /// <inheritdoc/>
    protected override object Own => Filters;

    private Dimension Split =>
        Dimensions.TryParse(Picture?.View.Split, out var split) ? split : View.Default.Split;

    private string Name => PanelTexts.HeatName(Words.Many(Split));

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var renders = base.ShouldRender();
        if (renders)
        {
            grid = Picture is null ? null : HeatGrid.Of(Picture);
        }

        return renders;
    }

    /// <inheritdoc/>
    // The first rendering asks nobody whether it is needed.
    protected override void OnParametersSet() =>
        grid ??= Picture is null ? null : HeatGrid.Of(Picture);

    /// <summary>A time is as wide as two columns: the last has no room for one.</summary>
    private bool HasLabel(int column) =>
        grid!.Columns[column] % grid.LabelStep == 0 && column < grid.Columns.Length - 1;

    private bool IsOpen(int column) => column == grid!.Columns.Length - 1;

    private string Shade(HeatRow row, int column) =>
        (row.Counts[column] is null ? "heat-none" : $"heat-{row.Shades[column]}")
        + (IsOpen(column) ? " heat-open" : "");

    private string Brief(long? count) =>
        count switch
        {
            null => "–",
            0 => "",
            { } clicks => Locale.Brief(clicks),
        };

    private string Exact(long? count, int column) =>
        PanelTexts.HeatCell(
            count is { } clicks ? Locale.Whole(clicks) : PanelTexts.NotCounted,
            Time(grid!.Columns[column]),
            IsOpen(column)
        );

    private string Time(long at)
    {
        // Half of the day and seconds that are always nought would only take room.
        var time = (Locale.TimeOfDay(at) ?? "").Split(' ')[0];
        return grid!.LabelStep < 60_000 || time.Length == 0 ? time : time[..^3];
    }
}
