using ClickDash.Client.Charts;
using ClickDash.Client.Live;
using ClickDash.Client.Texts;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>Clicks per second over the window. Drawn once a second: between two seconds no closed one changes but by late clicks.</summary>
public sealed partial class LinePanel
{
    private const int LongestName = 18;
    private const int MostSpoken = 3;

    private (string Run, ViewRequest View, long Second, bool, Zoom?, Ghost?)? drawn;
    private string[] layers = [];

    /// <summary>Whether the values of the split are drawn as layers.</summary>
    [Parameter]
    public bool IsStacked { get; set; }

    /// <summary>Layers were switched on or off.</summary>
    [Parameter]
    public EventCallback<bool> StackedChanged { get; set; }

    /// <summary>The stretch that is looked at closer; null for the whole window.</summary>
    [Parameter]
    public Zoom? Zoom { get; set; }

    /// <summary>What the line is compared with in place of the window before; null for that.</summary>
    [Parameter]
    public Ghost? Ghost { get; set; }

    /// <summary>What is compared with, by choice.</summary>
    [Parameter]
    public Compare Compare { get; set; }

    /// <summary>A step through time was chosen; where nobody listens, there is no menu for it.</summary>
    [Parameter]
    public EventCallback<TimeStep> Stepped { get; set; }

    /// <summary>Something else is to be compared with.</summary>
    [Parameter]
    public EventCallback<Compare> Compared { get; set; }

    /// <inheritdoc/>
    protected override string Label => PanelTexts.LineLabel(Words.Window(Window)) + Happened;

    /// <inheritdoc/>
    protected override object Own => (IsStacked, Zoom, Compare);

    private string Before =>
        Compare == Compare.Before ? Words.WindowBefore(Window) : Words.Compared(Compare);

    private int Window => Picture?.View.Window ?? View.DefaultWindow;

    /// <summary>The newest marks: more would not be listened to.</summary>
    private string Happened =>
        Picture is not { Marks.Length: > 0 } picture
            ? ""
            : " "
                + PanelTexts.Happened(
                    string.Join(
                        "; ",
                        picture
                            .Marks.Reverse()
                            .Take(MostSpoken)
                            .Select(mark =>
                                $"{Browser.Surroundings.Locale.TimeOfDay(mark.At)} {PlotText.Visible(MarkText.Of(mark))}".TrimStart()
                            )
                    )
                );

    /// <inheritdoc/>
    protected override bool Differs(Snapshot picture)
    {
        var now = (picture.Run, picture.View, picture.Now / 1000, IsStacked, Zoom, Ghost);
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
        return TimeLine.Figure(
            picture,
            Browser.Surroundings,
            new LineStyle(IsStacked, Zoom, Ghost)
        );
    }
}
