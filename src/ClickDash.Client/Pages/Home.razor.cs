using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages;

/// <summary>
/// The dashboard. The server renders it once, numbers and all; the browser takes that picture over and watches from there on.
/// </summary>
public sealed partial class Home : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource watching = new();
    private View view = View.Default;
    private ITimer? clock;

    /// <summary>The picture that the page came with.</summary>
    [PersistentState]
    public Snapshot? Prerendered { get; set; }

    /// <summary>The window in seconds; anything but one of <see cref="View.Windows"/> is the default.</summary>
    [SupplyParameterFromQuery(Name = "window")]
    public string? Window { get; set; }

    [Inject]
    private ILiveFeed Feed { get; set; } = null!;

    [Inject]
    private LiveState State { get; set; } = null!;

    [Inject]
    private IBrowser Browser { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        State.Changed -= OnChanged;
        Browser.Changed -= OnChanged;
        clock?.Dispose();
        watching.Cancel();
        watching.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // Read once: after that the address follows the view, and not the other way round.
        if (int.TryParse(Window, out var seconds) && View.Windows.Contains(seconds))
        {
            view = view.Over(seconds);
        }

        Prerendered ??= await Feed.FirstAsync(view, gone.Token);
        State.Begin(Prerendered);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.StartAsync();
            State.Changed += OnChanged;
            Browser.Changed += OnChanged;
            clock = Time.CreateTimer(
                _ => Tick(),
                null,
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(1)
            );
            Watch();
            Show();
        }
    }

    private void Watch()
    {
        watching.Cancel();
        watching.Dispose();
        watching = new CancellationTokenSource();
        _ = Feed.WatchAsync(view, State, watching.Token);
    }

    private void Choose(int seconds)
    {
        view = view.Over(seconds);
        Browser.ReplaceQuery(seconds == View.DefaultWindow ? "" : $"?window={seconds}");
        Watch();
    }

    /// <summary>Silence raises no event: somebody has to look at the clock.</summary>
    private void Tick()
    {
        if (State.Status != LiveStatus.Live)
        {
            Show();
        }
    }

    private void OnChanged(object? sender, EventArgs e) => Show();

    private void Show() => _ = InvokeAsync(StateHasChanged);
}
