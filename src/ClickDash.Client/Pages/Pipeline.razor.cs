using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages;

/// <summary>How far each partition is read, and whether messages and offsets add up: asked anew every second.</summary>
public sealed partial class Pipeline : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource gone = new();
    private bool isHeard = true;

    /// <summary>The totals that the page came with, then the newest.</summary>
    [PersistentState]
    public Totals? Totals { get; set; }

    [Inject]
    private ITotalsFeed Feed { get; set; } = null!;

    [Inject]
    private IBrowser Browser { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private Locale Locale => Browser.Surroundings.Locale;

    /// <inheritdoc/>
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() =>
        Totals ??= await Feed.NowAsync(gone.Token);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.StartAsync();
            await WatchAsync();
        }
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Pause, Time);
        try
        {
            do
            {
                if (Browser.IsVisible)
                {
                    var next = await Feed.NowAsync(gone.Token);
                    (isHeard, Totals) = (next is not null, next ?? Totals);
                    StateHasChanged();
                }
            } while (await timer.WaitForNextTickAsync(gone.Token));
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }
}
