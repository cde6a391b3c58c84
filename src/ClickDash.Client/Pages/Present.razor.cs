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
public sealed partial class Present : IDisposable
{
    private static readonly string[] Overview = [PanelOrder.Line, PanelOrder.Ranking];

    // Whoever taps looks at the bars.
    private static readonly string[] BesidePhones = [PanelOrder.Ranking];

    private readonly CancellationTokenSource gone = new();
    private ITimer? clock;
    private string? problem;
    private int turn;
    private int secondsOfTurn;

    /// <summary>The pictures that the page came with, the chosen view's first.</summary>
    [PersistentState]
    public Snapshot[]? Prerendered { get; set; }

    /// <summary>The stage that the page came with, then the newest.</summary>
    [PersistentState]
    public Stage? Stage { get; set; }

    [Inject]
    private ILiveFeed Feed { get; set; } = null!;

    [Inject]
    private IStageFeed StageFeed { get; set; } = null!;

    [Inject]
    private IPresenter Presenter { get; set; } = null!;

    [Inject]
    private LiveViews Views { get; set; } = null!;

    [Inject]
    private IBrowser Browser { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private Stage Shown => Stage ?? Stage.Usual;

    private View Chosen => Views.View;

    private string[] Filters => Chosen.Request.Filters ?? [];

    private LiveState State => Views.State;

    private Locale Locale => Browser.Surroundings.Locale;

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

    private IEnumerable<string> Visible =>
        Single is { } one ? [one]
        : Shown.ShowsJoin ? BesidePhones
        : Overview;

    private string StageClass =>
        $"board stage board-{State.Status.ToString().ToLowerInvariant()}"
        + (State.Picture is { Ingest.State: not IngestState.Reading } ? " board-trouble" : "")
        + (Views.IsFrozen ? " board-frozen" : "")
        + (Single is null ? "" : " board-enlarged")
        + (Shown.ShowsJoin ? " stage-joining" : "");

    /// <inheritdoc/>
    public void Dispose()
    {
        Views.Changed -= OnChanged;
        Browser.Changed -= OnChanged;
        Browser.KeyPressed -= OnKeyPressed;
        Browser.Leave();
        clock?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Stage ??= await StageFeed.FirstAsync(gone.Token);
        var view = PageAddress.Read(Shown.Query).View;
        if (Prerendered is null && await Feed.FirstAsync(view, gone.Token) is { } first)
        {
            Prerendered = [first];
        }

        Views.Begin(view, Prerendered ?? []);
        Views.Stand(Shown.Frozen);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.StartAsync();
            Views.Changed += OnChanged;
            Browser.Changed += OnChanged;
            Browser.KeyPressed += OnKeyPressed;
            var second = TimeSpan.FromSeconds(1);
            clock = Time.CreateTimer(_ => _ = InvokeAsync(Tick), null, second, second);
            Watch(Chosen);
            _ = StageFeed.WatchAsync(next => _ = InvokeAsync(() => Take(next)), gone.Token);
            StateHasChanged();
        }
    }

    private static string Pressed(bool on) => on ? "true" : "false";

    private Dimension Beside(string list) => PanelLists.Split(list, Chosen);

    private void Take(Stage next)
    {
        var isOther = next.TurnSeconds != Shown.TurnSeconds || next.Spotlight != Shown.Spotlight;
        (turn, secondsOfTurn) = isOther ? (0, 0) : (turn, secondsOfTurn);
        Stage = next;
        Watch(PageAddress.Read(next.Query).View);
        Views.Stand(next.Frozen);
        StateHasChanged();
    }

    /// <summary>Streams what is on the page, and nothing else.</summary>
    private void Watch(View view) =>
        Views.Watch(
            view,
            [.. Visible.Intersect(PanelLists.All).Select(list => PanelLists.Split(list, view))]
        );

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

    private void OnKeyPressed(object? sender, KeyPressEventArgs press) =>
        _ = InvokeAsync(() => PressAsync(press));

    private Task PressAsync(KeyPressEventArgs press)
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
    private void Tick()
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
    }

    private void OnChanged(object? sender, EventArgs e)
    {
        if (Browser.IsVisible)
        {
            _ = InvokeAsync(StateHasChanged);
        }
    }
}
