using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Client.Panels;
using ClickDash.Client.Texts;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages;

/// <summary>
/// The dashboard. What is shown stands in the address, how it is laid out in the browser.
/// </summary>
public sealed partial class Home
{
    private const string OrderName = "panels";
    private const string StackedName = "stacked";

    private static readonly string[] Errors = ["status:4xx", "status:5xx"];

    private PanelOrder order = PanelOrder.Usual;
    private PanelDesk desk = null!;
    private string[] filters = [];
    private string? enlarged;
    private string? problem;
    private bool isStacked;
    private FollowBar? follow;
    private SpokenSummary? spoken;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Title =>
        filters.Length == 0 ? "ClickDash" : $"{PageTexts.Filtered(filters.Length)} · ClickDash";

    private string BoardClass =>
        StateClass
        + (
            Past.At is not null ? " board-past"
            : Views.IsFrozen ? " board-frozen"
            : ""
        )
        + (enlarged is null ? "" : " board-enlarged");

    /// <inheritdoc/>
    protected override IEnumerable<string> Visible => enlarged is { } one ? [one] : order.Shown;

    private string Lists =>
        string.Join(',', PanelLists.All.Select(list => Words.Many(Beside(list))));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        compared = new ComparedView(History);
        var query = new Uri(Navigation.Uri).Query;
        TakeState(PageState.Read(query));
        desk = new PanelDesk(
            EventCallback.Factory.Create<string>(this, Enlarge),
            EventCallback.Factory.Create<(string Panel, int By)>(
                this,
                move => Arrange(order.Moved(move.Panel, move.By))
            ),
            EventCallback.Factory.Create<string>(this, panel => Hide(panel))
        );
        View view;
        (view, problem) = PageAddress.Read(query);
        filters = view.Request.Filters ?? [];
        view = Asked(view);
        Prerendered ??= await FirstAsync(view);
        Views.Begin(view, Prerendered);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        Measure();
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        order = PanelOrder.Parse(Browser.Recall(OrderName));
        isStacked |= Browser.Recall(StackedName) is not null and not "";
        Browser.ChartMoved += OnChartMoved;
        base.Begin();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Browser.ChartMoved -= OnChartMoved;
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override void Watch(View view) => Views.Watch(Asked(view), ShownLists(view));

    private async Task<Snapshot[]> FirstAsync(View view)
    {
        var pictures = new List<Snapshot>();
        if (await Feed.FirstAsync(view, Gone) is { } first)
        {
            pictures.Add(first);
        }

        foreach (var list in PanelLists.All)
        {
            var side = LiveViews.Side(view, PanelLists.Split(list, view));
            if (await Feed.FirstAsync(side, Gone) is { } beside)
            {
                // Lists show no line: what they do not show need not be sent along.
                pictures.Add(beside with { Series = [], Total = [], Previous = [] });
            }
        }

        return [.. pictures];
    }

    /// <summary>The view with the newest clicks where they are shown.</summary>
    private View Asked(View view) =>
        view.WithFeed(Visible.Contains(PanelOrder.Feed) ? FeedPanel.Rows : 0);

    /// <summary>Shows what the presenter shows.</summary>
    private void Follow(Stage stage)
    {
        if (PageAddress.Write(Chosen) != stage.Query)
        {
            Browser.PushQuery(stage.Query);
            Travel(stage.Query);
        }

        Views.Stand(stage.Frozen);
        var panel = order.Panels.Contains(stage.Spotlight) ? stage.Spotlight : null;
        if (enlarged != panel)
        {
            SetEnlarged(panel);
        }
    }

    private void Choose(View view)
    {
        follow?.Leave();
        zoom = view.Window == Chosen.Window ? zoom : null;
        Browser.PushQuery(Remembered.Added(PageAddress.Write(view)));
        (problem, filters) = (null, view.Request.Filters ?? []);
        Watch(view);
        _ = ShowPastAsync();
    }

    private void Toggle(string filter)
    {
        if (FilterText.Toggle(Chosen, filter) is { } view)
        {
            Choose(view);
        }
    }

    private void Filter(string[] texts)
    {
        if (FilterText.With(Chosen, texts) is { } view)
        {
            Choose(view);
        }
    }

    /// <summary>Follows a tile to what it is about.</summary>
    private void Lead(TileLead lead)
    {
        switch (lead)
        {
            case TileLead.Countries:
                Choose(FilterText.Split(Chosen, Dimension.Country.Name()));
                break;
            case TileLead.Errors:
                string[] others =
                [
                    .. filters.Where(text => !text.StartsWith("status:", StringComparison.Ordinal)),
                ];
                Filter(others.Length < filters.Length ? others : [.. filters, .. Errors]);
                break;
            case TileLead.Ranking:
                Enlarge(PanelOrder.Ranking);
                break;
            case TileLead.Peak:
                LookAtPeak();
                break;
            default:
                Enlarge(PanelOrder.Line);
                break;
        }
    }

    private void Freeze()
    {
        follow?.Leave();
        isAddressOld = true;
        Views.Stand(!Views.IsFrozen);
    }

    private void Stack(bool stacked)
    {
        (isStacked, isAddressOld) = (stacked, true);
        Browser.Keep(StackedName, stacked ? "yes" : "");
    }

    private void Arrange(PanelOrder next)
    {
        order = next;
        Browser.Keep(OrderName, next.ToString());
        Watch(Chosen);
    }

    private void Enlarge(string? panel)
    {
        follow?.Leave();
        SetEnlarged(enlarged is null ? panel : null);
    }

    private void SetEnlarged(string? panel)
    {
        (enlarged, isAddressOld) = (panel, true);
        Watch(Chosen);
        _ = ShowPastAsync();
    }

    private void Hide(string panel)
    {
        if (enlarged is not null)
        {
            Enlarge(null);
        }

        Arrange(order.With(panel, shown: false));
    }

    /// <inheritdoc/>
    protected override void Navigate(string query)
    {
        follow?.Leave();
        Travel(query);
    }

    private void Travel(string query)
    {
        View view;
        (view, problem) = PageAddress.Read(query);
        filters = view.Request.Filters ?? [];
        TakeState(PageState.Read(query));
        Watch(view);
        Show();
    }
}
