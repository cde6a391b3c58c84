using ClickDash.Client.Browser;
using ClickDash.Client.Live;

namespace ClickDash.Client.Pages;

/// <summary>How old what is on the page is, on demand: measured for each picture that is painted meanwhile.</summary>
public sealed partial class Home
{
    private bool isDelayShown;
    private bool isClockCompared;
    private long painted;
    private long tick = 250;
    private PaintDelay? delay;

    private async Task ShowDelayAsync()
    {
        isDelayShown = !isDelayShown;
        if (isDelayShown)
        {
            (delay, isClockCompared) = (null, false);
            isClockCompared = await Browser.CompareClocksAsync();
        }

        Show();
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
