using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Client.Texts;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages;

/// <summary>The presenter's desk, on a screen that nobody else sees: what is shown, and what happens to the stream.</summary>
public sealed partial class Desk : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private string word = "";
    private bool isRefused;
    private string announcement = "";
    private string pages = "";
    private int turn;
    private double rate = 40;
    private int burst = 500;
    private string page = "/sale";
    private int late = 30;
    private int outage = 20;

    /// <summary>The stage that the page came with, then the newest.</summary>
    [PersistentState]
    public Stage? Stage { get; set; }

    [Inject]
    private IStageFeed Feed { get; set; } = null!;

    [Inject]
    private IPresenter Presenter { get; set; } = null!;

    [Inject]
    private IBrowser Browser { get; set; } = null!;

    private Stage Shown => Stage ?? Stage.Usual;

    /// <inheritdoc/>
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Stage ??= await Feed.FirstAsync(gone.Token);
        Fill(Shown);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.StartAsync();
            _ = Feed.WatchAsync(next => _ = InvokeAsync(() => Take(next)), gone.Token);
        }
    }

    private static string Pressed(bool on) => on ? "true" : "false";

    private static string[] Split(string pages) =>
        pages.Split(
            [' ', ','],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );

    private void Take(Stage next)
    {
        // What is being typed stays; what another desk has set is taken over.
        var before = Shown;
        Stage = next;
        if (
            (before.Announcement, before.TurnSeconds) != (next.Announcement, next.TurnSeconds)
            || !before.Pages.AsSpan().SequenceEqual(next.Pages)
        )
        {
            Fill(next);
        }

        StateHasChanged();
    }

    private void Fill(Stage stage) =>
        (announcement, pages, turn) = (
            stage.Announcement,
            string.Join(' ', stage.Pages),
            stage.TurnSeconds
        );

    private async Task ChangeAsync(StageChange change) =>
        Say(await Presenter.ChangeAsync(change), DeskTexts.Shown);

    private async Task OrderAsync(DeskOrder order) =>
        Say(await Presenter.OrderAsync(order), DeskTexts.Done);

    private void Say(string? problem, string done) =>
        (word, isRefused) = (problem ?? done, problem is not null);
}
