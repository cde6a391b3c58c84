using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Client.Panels;
using ClickDash.Client.Texts;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages;

/// <summary>
/// The projector. What it shows is the stage, which the server keeps: what the presenter does here goes there and comes back
/// to this page as to all who follow, so that a reload, or another screen, shows the same.
/// </summary>
public sealed partial class Present
{
    private static readonly string[] Overview = [PanelOrder.Line, PanelOrder.Ranking];

    // Whoever taps looks at the bars.
    private static readonly string[] BesidePhones = [PanelOrder.Ranking];

    private string? problem;
    private int turn;
    private int secondsOfTurn;

    /// <summary>The stage that the page came with, then the newest.</summary>
    [PersistentState]
    public Stage? Stage { get; set; }

    [Inject]
    private IStageFeed StageFeed { get; set; } = null!;

    [Inject]
    private IPresenter Presenter { get; set; } = null!;

    private Stage Shown => Stage ?? Stage.Usual;

    private string[] Filters => Chosen.Request.Filters ?? [];

    private (string Panel, string Name)[] Spotlights =>
        [
            (PanelOrder.Line, PresentTexts.Line),
            (PanelOrder.Ranking, PresentTexts.Ranking),
            (PanelOrder.Heat, PresentTexts.Heat),
            (PanelOrder.Movers, PresentTexts.Movers),
            .. PanelLists.All.Select(list => (list, Words.Many(Beside(list)).ToLowerInvariant())),
            (PanelOrder.Statuses, PresentTexts.Statuses),
        ];

    /// <summary>The panel that has the page for itself: the presenter's, or the one whose turn it is.</summary>
    private string? Single =>
        Spotlights.Select(one => one.Panel).FirstOrDefault(panel => panel == Shown.Spotlight)
        ?? (turn == 0 ? null : Spotlights[(turn - 1) % Spotlights.Length].Panel);

    /// <inheritdoc/>
    protected override IEnumerable<string> Visible =>
        Single is { } one ? [one]
        : Shown.ShowsJoin ? BesidePhones
        : Overview;

    private string StageClass =>
        $"{StateClass} stage"
        + (Views.IsFrozen ? " board-frozen" : "")
        + (Single is null ? "" : " board-enlarged")
        + (Shown.ShowsJoin ? " stage-joining" : "");

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Stage ??= await StageFeed.FirstAsync(Gone);
        var view = PageAddress.Read(Shown.Query).View;
        if (Prerendered is null && await Feed.FirstAsync(view, Gone) is { } first)
        {
            Prerendered = [first];
        }

        Views.Begin(view, Prerendered ?? []);
        Views.Stand(Shown.Frozen);
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _ = StageFeed.WatchAsync(next => _ = InvokeAsync(() => Take(next)), Gone);
    }

    /// <inheritdoc/>
    protected override void Watch(View view) => Views.Watch(view, ShownLists(view));

    private static string Pressed(bool on) => on ? "true" : "false";

    private void Take(Stage next)
    {
        var isOther = next.TurnSeconds != Shown.TurnSeconds || next.Spotlight != Shown.Spotlight;
        (turn, secondsOfTurn) = isOther ? (0, 0) : (turn, secondsOfTurn);
        Stage = next;
        Watch(PageAddress.Read(next.Query).View);
        Views.Stand(next.Frozen);
        StateHasChanged();
    }

    private Task ShowAsync(View view) => ChangeAsync(new(Query: PageAddress.Write(view)));

    private async Task ChangeAsync(StageChange change)
    {
        problem = await Presenter.ChangeAsync(change);
        StateHasChanged();
    }

    private Task ToggleAsync(string filter) =>
        FilterText.Toggle(Chosen, filter) is { } view ? ShowAsync(view) : Task.CompletedTask;

    private Task FilterAsync(string[] texts) =>
        FilterText.With(Chosen, texts) is { } view ? ShowAsync(view) : Task.CompletedTask;

    /// <inheritdoc/>
    protected override Task PressAsync(KeyPressEventArgs press)
    {
        switch (press.Key)
        {
            case "f":
                return ChangeAsync(new(Frozen: !Shown.Frozen));
            case "j":
                return ChangeAsync(new(ShowsJoin: !Shown.ShowsJoin));
            case "l":
                return ChangeAsync(new(Leads: !Shown.Leads));
            case [>= '1' and <= '4' and var digit]:
                return ShowAsync(Chosen.Over(View.Windows[digit - '1']));
            case "s":
                Browser.Focus("split");
                return Task.CompletedTask;
            case "Backspace" when Filters.Length > 0:
                return FilterAsync(Filters[..^1]);
            case "e" when Shown.Spotlight is not null:
            case "Escape" when Shown.Spotlight is not null:
                return ChangeAsync(new(Spotlight: ""));
            case "e" when press.Panel.Length > 0:
                return ChangeAsync(new(Spotlight: press.Panel));
            case "Escape" when Shown.Frozen:
                return ChangeAsync(new(Frozen: false));
            default:
                return Task.CompletedTask;
        }
    }

    /// <summary>Once a second: silence raises no event, and pages may turn by themselves.</summary>
    protected override Task TickAsync()
    {
        if (Shown is { TurnSeconds: > 0, Spotlight: null } && ++secondsOfTurn >= Shown.TurnSeconds)
        {
            (turn, secondsOfTurn) = ((turn + 1) % (Spotlights.Length + 1), 0);
            Watch(Chosen);
            StateHasChanged();
        }
        else if (State.Status != LiveStatus.Live)
        {
            StateHasChanged();
        }

        return Task.CompletedTask;
    }
}
