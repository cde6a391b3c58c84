using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Client.Panels;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages;

/// <summary>
/// A page of live pictures: the server renders it once, numbers and all; the browser takes those pictures over and watches from
/// there on.
/// </summary>
public abstract class LivePage : BrowserPage
{
    private readonly CancellationTokenSource gone = new();

    /// <summary>The pictures that the page came with, the chosen view's first.</summary>
    [PersistentState]
    public Snapshot[]? Prerendered { get; set; }

    [Inject]
    protected ILiveFeed Feed { get; set; } = null!;

    [Inject]
    protected LiveViews Views { get; set; } = null!;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone => gone.Token;

    protected View Chosen => Views.View;

    protected LiveState State => Views.State;

    /// <summary>The panels that are on the page.</summary>
    protected abstract IEnumerable<string> Visible { get; }

    /// <summary>How the whole page looks in the state that it is in.</summary>
    protected string StateClass =>
        $"board board-{State.Status.ToString().ToLowerInvariant()}"
        + (State.Picture is { Ingest.State: not IngestState.Reading } ? " board-trouble" : "");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Views.Changed -= OnChanged;
            gone.Cancel();
            gone.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        Views.Changed += OnChanged;
        Watch(Chosen);
    }

    /// <summary>Streams what is on the page, and nothing else.</summary>
    protected abstract void Watch(View view);

    /// <summary>The dimension of a list in the chosen view.</summary>
    protected Dimension Beside(string list) => PanelLists.Split(list, Chosen);

    /// <summary>The dimensions of the lists that are on the page, in a view.</summary>
    protected Dimension[] ShownLists(View view) =>
        [.. Visible.Intersect(PanelLists.All).Select(list => PanelLists.Split(list, view))];
}
