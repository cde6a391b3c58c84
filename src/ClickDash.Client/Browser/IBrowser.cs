namespace ClickDash.Client.Browser;

/// <summary>The little that pages ask of the browser itself.</summary>
public interface IBrowser
{
    /// <summary>Colours, type and number formats, as they are now.</summary>
    Surroundings Surroundings { get; }

    /// <summary>Whether anybody can see the page: its tab is in front and its window open.</summary>
    bool IsVisible { get; }

    /// <summary>Raised when <see cref="Surroundings"/> or <see cref="IsVisible"/> changed.</summary>
    event EventHandler? Changed;

    /// <summary>Makes the members above true; to be called once the page is rendered.</summary>
    ValueTask StartAsync();

    /// <summary>Draws a figure at the next frame of the screen, in place of one that is still waiting for it.</summary>
    /// <param name="id">The chart's element.</param>
    /// <param name="figure">Plotly's <c>data</c> and <c>layout</c> as JSON.</param>
    void Draw(string id, string figure);

    /// <summary>Writes the page's address without going there, so that a reload or a copied link shows the same view.</summary>
    void ReplaceQuery(string query);

    /// <summary>Puts text on the clipboard. False where the browser does not let us.</summary>
    Task<bool> CopyAsync(string text);
}

/// <summary>Nobody's browser: the server's, while it prerenders.</summary>
internal sealed class NoBrowser : IBrowser
{
    public event EventHandler? Changed
    {
        add { }
        remove { }
    }

    public Surroundings Surroundings => Surroundings.Unknown;

    public bool IsVisible => false;

    public ValueTask StartAsync() => ValueTask.CompletedTask;

    public void Draw(string id, string figure) { }

    public void ReplaceQuery(string query) { }

    public Task<bool> CopyAsync(string text) => Task.FromResult(false);
}
