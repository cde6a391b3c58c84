using ClickDash.Client.Browser;
using ClickDash.Client.Charts;
using ClickDash.Client.Live;
using ClickDash.Client.Panels;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages;

/// <summary>The dashboard's time: looking closer, back into what is stored, and at other times beside this one.</summary>
public sealed partial class Home
{
    // Each press of a key or button.
    private const double Closer = 0.6;

    private ComparedView compared = null!;
    private Zoom? zoom;
    private long? begunAt;
    private bool isAddressOld;

    [Inject]
    private PastViews Past { get; set; } = null!;

    [Inject]
    private IHistoryFeed History { get; set; } = null!;

    /// <summary>The picture that is shown: of now, frozen, or of the past.</summary>
    private Snapshot? Picture => Past.At is null ? Views.Picture : Past.Picture;

    private long Now => State.Picture?.Now ?? Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>What the address says besides the view.</summary>
    private PageState Remembered =>
        new(Past.At ?? Views.FrozenAt, zoom, compared.Kind, isStacked, enlarged);

    private Snapshot? PictureBeside(string list) =>
        Past.At is null ? Views.Beside(Beside(list)) : Past.Beside(Beside(list));

    private void TakeState(PageState state)
    {
        (zoom, compared.Kind, isStacked) = (state.Zoom, state.Compare, state.IsStacked);
        enlarged = PanelOrder.Usual.Panels.FirstOrDefault(panel => panel == state.Panel);
        begunAt = state.At;
        if (state.At is null)
        {
            Past.Leave();
        }
    }

    /// <summary>Once a second: silence raises no event, the past may be played, and a window moves on.</summary>
    protected override async Task TickAsync()
    {
        if (begunAt is { } at && State.Picture is not null)
        {
            begunAt = null;
            await ShowPastAsync(at);
        }
        else if (Past is { At: { } shown, IsPlaying: true })
        {
            await ShowPastAsync(shown + PastViews.Speed * 1000);
        }

        zoom = Picture is { } picture ? zoom?.Within(picture) : zoom;
        if (Picture is { } seen && await compared.FollowAsync(Chosen, seen, Now, Gone))
        {
            Show();
        }

        await AskTotalsAsync();
        if (isAddressOld)
        {
            isAddressOld = false;
            Browser.ReplaceQuery(Remembered.Added(PageAddress.Write(Chosen)));
        }

        if (State.Status != LiveStatus.Live)
        {
            Show();
        }
    }

    /// <summary>Shows a moment of the past; one that is not past is now.</summary>
    private async Task ShowPastAsync(long at)
    {
        isAddressOld = true;
        if (at >= Now - 1000)
        {
            Past.Leave();
        }
        else
        {
            await Past.ShowAsync(Chosen, ShownLists(Chosen), at, Now);
        }

        Show();
    }

    /// <summary>The past once more, where the view has changed.</summary>
    private Task ShowPastAsync() => Past.At is { } at ? ShowPastAsync(at) : Task.CompletedTask;

    private async Task Step(TimeStep step)
    {
        follow?.Leave();
        isAddressOld = true;
        switch (step)
        {
            case TimeStep.Closer when Picture is { } picture:
                // The newest seconds are what one looks at, unless one looks at others already.
                zoom = Zoom.By(zoom, picture, Closer, zoom is null or { IsAtEnd: true } ? 1 : 0.5);
                break;
            case TimeStep.Wider when Picture is { } picture && zoom is not null:
                zoom = Zoom.By(zoom, picture, 1 / Closer, zoom.IsAtEnd ? 1 : 0.5);
                break;
            case TimeStep.Whole:
                zoom = null;
                break;
            case TimeStep.Earlier:
                await MoveAsync(-0.5);
                break;
            case TimeStep.Later:
                await MoveAsync(0.5);
                break;
            case TimeStep.Replay:
                Past.IsPlaying = true;
                await ShowPastAsync(Now - (long)PastViews.ReplayLength.TotalMilliseconds);
                break;
            case TimeStep.Play when Past.At is not null:
                Past.IsPlaying = !Past.IsPlaying;
                break;
            case TimeStep.Live:
                Past.Leave();
                Views.Stand(frozen: false);
                break;
        }
    }

    /// <summary>By a part of what is shown; a closer look moves within its window first.</summary>
    private async Task MoveAsync(double part)
    {
        if (zoom is not null && Picture is { } picture && zoom.Moved(picture, part) is { } next)
        {
            var moved = next.From - zoom.From;
            zoom = next;
            if (moved != 0)
            {
                return;
            }
        }

        var window = Picture is { } shown ? shown.Total.Length * shown.Step : Chosen.Window * 1000L;
        await ShowPastAsync((Past.At ?? Views.FrozenAt ?? Now) + (long)(window * part));
    }

    private void OnChartMoved(object? sender, ChartMoveEventArgs move)
    {
        if (Picture is not { } picture)
        {
            return;
        }

        var (start, end) = zoom is null
            ? (picture.Start, picture.Start + picture.Total.Length * picture.Step)
            : (zoom.From, zoom.To);
        zoom = move.Kind switch
        {
            ChartMove.Stretch => Zoom.Of(
                picture,
                start + (end - start) * move.From,
                start + (end - start) * move.To
            ),
            ChartMove.Move => zoom?.Moved(picture, move.From),
            ChartMove.Wheel => Zoom.By(zoom, picture, move.To, move.From),
            _ => null,
        };
        follow?.Leave();
        isAddressOld = true;
        Show();
    }

    private async Task CompareWith(Compare compare)
    {
        compared.Kind = compare;
        isAddressOld = true;
        if (Picture is { } picture)
        {
            await compared.FollowAsync(Chosen, picture, Now, Gone);
        }
    }

    /// <summary>The busiest second and what is round it.</summary>
    private void LookAtPeak()
    {
        if (Picture is { Kpi.PeakAt: { } at } picture)
        {
            var around = picture.Total.Length * picture.Step / 8.0;
            zoom = Zoom.Of(picture, at - around, at + around);
            isAddressOld = true;
        }
    }
}
