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

    /// <summary>Raised when the reader went back or forward within the page; with the address's query.</summary>
    event EventHandler<TravelEventArgs>? Navigated;

    /// <summary>Raised when one of the page's shortcuts was pressed, outside of fields and dialogs.</summary>
    event EventHandler<KeyPressEventArgs>? KeyPressed;

    /// <summary>Makes the members above true; to be called once the page is rendered.</summary>
    ValueTask StartAsync();

    /// <summary>The page is left: going back and forward, and keys, are its own business no more.</summary>
    void Leave();

    /// <summary>Draws a figure at the next frame of the screen, in place of one that is still waiting for it.</summary>
    /// <param name="id">The chart's element.</param>
    /// <param name="figure">Plotly's <c>data</c> and <c>layout</c> as JSON.</param>
    void Draw(string id, string figure);

    /// <summary>
    /// Writes the query of the page's address as a step of its history, so that a reload or a copied link shows the same view
    /// and going back undoes the change.
    /// </summary>
    /// <param name="query">With its question mark, or empty.</param>
    void PushQuery(string query);

    /// <summary>What was kept under this name at an earlier visit; null where nothing is.</summary>
    string? Recall(string name);

    /// <summary>Keeps a text for later visits, in this browser alone.</summary>
    void Keep(string name, string text);

    /// <summary>Opens a <c>dialog</c> element that holds the focus until it is closed.</summary>
    void OpenDialog(string id);

    /// <summary>Moves the keyboard's focus to an element.</summary>
    void Focus(string id);

    /// <summary>Hands a text to the reader as a file.</summary>
    void Save(string name, string text);

    /// <summary>Hands a drawn chart to the reader as a PNG file of twice its size.</summary>
    void SaveChart(string id, string name);

    /// <summary>Puts text on the clipboard. False where the browser does not let us.</summary>
    Task<bool> CopyAsync(string text);
}

/// <summary>A shortcut that was pressed.</summary>
public sealed class KeyPressEventArgs(string key, string panel) : EventArgs
{
    /// <summary>As the browser names it.</summary>
    public string Key { get; } = key;

    /// <summary>The panel that has the focus; empty where none has.</summary>
    public string Panel { get; } = panel;
}

/// <summary>The reader went back or forward.</summary>
public sealed class TravelEventArgs(string query) : EventArgs
{
    /// <summary>The query of the address that is shown now, with its question mark, or empty.</summary>
    public string Query { get; } = query;
}

/// <summary>Nobody's browser: the server's, while it prerenders.</summary>
internal sealed class NoBrowser : IBrowser
{
    public event EventHandler? Changed
    {
        add { }
        remove { }
    }

    public event EventHandler<TravelEventArgs>? Navigated
    {
        add { }
        remove { }
    }

    public event EventHandler<KeyPressEventArgs>? KeyPressed
    {
        add { }
        remove { }
    }

    public Surroundings Surroundings => Surroundings.Unknown;

    public bool IsVisible => false;

    public ValueTask StartAsync() => ValueTask.CompletedTask;

    public void Draw(string id, string figure) { }

    public void Leave() { }

    public void PushQuery(string query) { }

    public string? Recall(string name) => null;

    public void Keep(string name, string text) { }

    public void OpenDialog(string id) { }

    public void Focus(string id) { }

    public void Save(string name, string text) { }

    public void SaveChart(string id, string name) { }

    public Task<bool> CopyAsync(string text) => Task.FromResult(false);
}
