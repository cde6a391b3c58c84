using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Client.Panels;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages;

/// <summary>
/// A page of live pictures: the server renders it once, numbers and all; the browser takes those pictures over, watches from
/// there on and renders what changes while somebody looks.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource gone = new();
    private ITimer? clock;

    /// <summary>The pictures that the page came with, the chosen view's first.</summary>
    [PersistentState]
    public Snapshot[]? Prerendered { get; set; }

    [Inject]
    protected ILiveFeed Feed { get; set; } = null!;

    [Inject]
    protected LiveViews Views { get; set; } = null!;

    [Inject]
    protected IBrowser Browser { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone => gone.Token;

    protected View Chosen => Views.View;

    protected LiveState State => Views.State;

    protected Locale Locale => Browser.Surroundings.Locale;

    /// <summary>The panels that are on the page.</summary>
    protected abstract IEnumerable<string> Visible { get; }

    /// <summary>How the whole page looks in the state that it is in.</summary>
    protected string StateClass =>
        $"board board-{State.Status.ToString().ToLowerInvariant()}"
        + (State.Picture is { Ingest.State: not IngestState.Reading } ? " board-trouble" : "");

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops to listen and to watch.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        Views.Changed -= OnChanged;
        Browser.Changed -= OnChanged;
        Browser.KeyPressed -= OnKeyPressed;
        Browser.Leave();
        clock?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.StartAsync();
            Begin();
            Views.Changed += OnChanged;
            Browser.Changed += OnChanged;
            Browser.KeyPressed += OnKeyPressed;
            clock = Time.CreateTimer(_ => _ = InvokeAsync(TickAsync), null, Second, Second);
            Watch(Chosen);
            Show();
        }
    }

    /// <summary>The browser is there: what only it knows may be asked.</summary>
    protected abstract void Begin();

    /// <summary>Once a second: silence raises no event.</summary>
    protected abstract Task TickAsync();

    /// <summary>A shortcut is pressed.</summary>
    protected abstract Task PressAsync(KeyPressEventArgs press);

    /// <summary>Streams what is on the page, and nothing else.</summary>
    protected abstract void Watch(View view);

    /// <summary>What a list is by, where the view is split by it already: the next best.</summary>
    protected Dimension Beside(string list) => PanelLists.Split(list, Chosen);

    /// <summary>What the lists on the page are by.</summary>
    protected Dimension[] ShownLists(View view) =>
        [.. Visible.Intersect(PanelLists.All).Select(list => PanelLists.Split(list, view))];

    protected void Show() => _ = InvokeAsync(StateHasChanged);

    private void OnChanged(object? sender, EventArgs e)
    {
        // What nobody sees is not rendered; the browser says when somebody looks again.
        if (Browser.IsVisible)
        {
            Show();
        }
    }

    private void OnKeyPressed(object? sender, KeyPressEventArgs press) =>
        _ = InvokeAsync(async () =>
        {
            // Rendered before and after what takes a while, as for events of the page's own elements.
            var pressing = PressAsync(press);
            StateHasChanged();
            await pressing;
            StateHasChanged();
        });
}
