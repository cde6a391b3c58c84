using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages;

/// <summary>How old what is on the page is, on demand: measured for each picture that is painted meanwhile.</summary>
public sealed partial class Home
{
    private bool isDelayShown;
    private bool isClockCompared;
    private long painted;
    private long tick = 250;
    private PaintDelay? delay;
    private Totals? totals;

    [Inject]
    private ITotalsFeed TotalsFeed { get; set; } = null!;

    private async Task ShowDelayAsync()
    {
        isDelayShown = !isDelayShown;
        if (isDelayShown)
        {
            (delay, isClockCompared) = (null, false);
            isClockCompared = await Browser.CompareClocksAsync();
            await AskTotalsAsync();
        }

        Show();
    }

    /// <summary>Once a second while it is shown: for all viewers all the time it would be a burden.</summary>
    private async Task AskTotalsAsync()
    {
        if (isDelayShown)
        {
            totals = await TotalsFeed.NowAsync(Gone) ?? totals;
        }
    }

    /// <summary>After each rendering: the picture that is on the page now will be painted with this frame.</summary>
    private void Measure()
    {
        if (
            !isDelayShown
            || !isClockCompared
            || Past.At is not null
            || Views.IsFrozen
            || State.Status != LiveStatus.Live
            || State.Picture is not { } picture
            || picture.Now == painted
        )
        {
            return;
        }

        // A picture that was left out, or a page in the background, says nothing of the tick.
        tick = picture.Now - painted is > 0 and < 2000 and var between ? between : tick;
        painted = picture.Now;
        Browser.Paint(picture.Now);
        delay = Browser.PaintDelay();
    }
}
