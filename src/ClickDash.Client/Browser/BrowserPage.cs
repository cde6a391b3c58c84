using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Browser;

/// <summary>
/// A page once a browser shows it: it hears keys and the way through the history, looks at the clock once a second, and is
/// rendered while somebody looks.
/// </summary>
public abstract class BrowserPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private ITimer? clock;

    [Inject]
    protected IBrowser Browser { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    protected Locale Locale => Browser.Surroundings.Locale;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops to listen.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        Browser.Changed -= OnChanged;
        Browser.Navigated -= OnNavigated;
        Browser.KeyPressed -= OnKeyPressed;
        Browser.Leave();
        clock?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.StartAsync();
            Browser.Changed += OnChanged;
            Browser.Navigated += OnNavigated;
            Browser.KeyPressed += OnKeyPressed;
            clock = Time.CreateTimer(_ => _ = InvokeAsync(TickAsync), null, Second, Second);
            Begin();
            Show();
        }
    }

    /// <summary>The browser is there: what only it knows may be asked, and watching begins.</summary>
    protected abstract void Begin();

    /// <summary>Once a second: silence raises no event.</summary>
    protected abstract Task TickAsync();

    /// <summary>A shortcut is pressed.</summary>
    protected abstract Task PressAsync(KeyPressEventArgs press);

    /// <summary>The reader went back or forward, to an address with this query.</summary>
    protected virtual void Navigate(string query) { }

    /// <summary>Renders what is so now.</summary>
    protected virtual void Render() => StateHasChanged();

    /// <summary>Renders, from whatever thread.</summary>
    protected void Show() => _ = InvokeAsync(Render);

    /// <summary>Something that is shown changed.</summary>
    protected void OnChanged(object? sender, EventArgs e)
    {
        // What nobody sees is not rendered; the browser says when somebody looks again.
        if (Browser.IsVisible)
        {
            Show();
        }
    }

    private void OnNavigated(object? sender, TravelEventArgs travel) => Navigate(travel.Query);

    private void OnKeyPressed(object? sender, KeyPressEventArgs press) =>
        _ = InvokeAsync(async () =>
        {
            // Rendered at once, and again after what takes a while, as for events of the page's own elements.
            var pressing = PressAsync(press);
            Render();
            if (!pressing.IsCompletedSuccessfully)
            {
                await pressing;
                Render();
            }
        });
}
