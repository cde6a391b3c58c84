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

    /// <summary>Raised when a chart was dragged or turned by the wheel.</summary>
    event EventHandler<ChartMoveEventArgs>? ChartMoved;

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

    /// <summary>Writes the query of the page's address in place of what it is, for what changes too often to be a step of the history.</summary>
    /// <param name="query">With its question mark, or empty.</param>
    void ReplaceQuery(string query);

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

    /// <summary>Hands a panel to the reader as it is seen, as a PNG file of twice its size.</summary>
    /// <param name="panel">The panel's id.</param>
    /// <param name="name">The file's name.</param>
    Task SavePanelAsync(string panel, string name);

    /// <summary>Compares this browser's clock with the server's by a few round trips; false where the server did not answer.</summary>
    Task<bool> CompareClocksAsync();

    /// <summary>Notes when the frame that is being made is painted.</summary>
    /// <param name="moment">The moment of the picture on it, by the server's clock in epoch milliseconds.</param>
    void Paint(long moment);

    /// <summary>How long pictures took to the screen since the clocks were compared.</summary>
    PaintDelay? PaintDelay();

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

/// <summary>A chart was dragged or turned by the wheel. Places are parts of what it shows, from 0 at its left to 1 at its right.</summary>
/// <param name="kind">What was done.</param>
/// <param name="from">Where a stretch begins that was dragged out; how far it was moved; where the wheel turned.</param>
/// <param name="to">Where the stretch ends; by what factor the wheel turned.</param>
public sealed class ChartMoveEventArgs(ChartMove kind, double from, double to) : EventArgs
{
    public ChartMove Kind { get; } = kind;

    public double From { get; } = from;

    public double To { get; } = to;
}

/// <summary>What was done to a chart.</summary>
public enum ChartMove
{
    /// <summary>A stretch was dragged out.</summary>
    Stretch,

    /// <summary>It was moved, earlier below zero.</summary>
    Move,

    /// <summary>The wheel was turned at a place.</summary>
    Wheel,

    /// <summary>It was clicked twice: all of it is wanted.</summary>
    Whole,
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

    public event EventHandler<ChartMoveEventArgs>? ChartMoved
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

    public void ReplaceQuery(string query) { }

    public string? Recall(string name) => null;

    public void Keep(string name, string text) { }

    public void OpenDialog(string id) { }

    public void Focus(string id) { }

    public void Save(string name, string text) { }

    public Task SavePanelAsync(string panel, string name) => Task.CompletedTask;

    public Task<bool> CompareClocksAsync() => Task.FromResult(false);

    public void Paint(long moment) { }

    public PaintDelay? PaintDelay() => null;

    public Task<bool> CopyAsync(string text) => Task.FromResult(false);
}
