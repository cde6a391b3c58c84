using Bunit;
using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using ClickDash.Scenes.Windows;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Client.Tests.Panels;

/// <summary>A page with a browser that notes what is asked of it.</summary>
public abstract class PanelTest : BunitContext
{
    protected PanelTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IBrowser>(Browser);
        Services.AddSingleton<IStageFeed>(Presented);
        Services.AddSingleton<IHistoryFeed>(Stored);
        Services.AddSingleton<ITotalsFeed>(Counted);
        Services.AddScoped<PastViews>();
        Services.AddSingleton<IPresenter>(Presented);
    }

    internal FakeBrowser Browser { get; } = new();

    internal FakeHistory Stored { get; } = new();

    internal FakeTotals Counted { get; } = new();

    internal FakeStage Presented { get; } = new();
}

/// <summary>A stage that a test sets, and notes of what was to be changed.</summary>
internal sealed class FakeStage : IStageFeed, IPresenter
{
    private Action<Stage> told = _ => { };

    public Stage Now { get; private set; } = Stage.Usual;

    /// <summary>Why nothing may be changed; null where all may.</summary>
    public string? Refusal { get; set; }

    /// <summary>Tells the page of the phones.</summary>
    public Action<AudienceNews> News { get; private set; } = _ => { };

    public void Set(Stage stage) => told(Now = stage);

    public ValueTask<Stage?> FirstAsync(CancellationToken token) => new(Now);

    public Task WatchAsync(Action<Stage> take, CancellationToken token)
    {
        told += take;
        take(Now);
        return Task.CompletedTask;
    }

    public Task WatchAudienceAsync(Action<AudienceNews> take, CancellationToken token)
    {
        News = take;
        return Task.CompletedTask;
    }

    /// <summary>The late clicks that were thrown in last.</summary>
    public LateClicks? Late { get; private set; }

    public Task<string?> ThrowLateAsync(LateClicks late)
    {
        Late = late;
        return Task.FromResult(Refusal);
    }

    /// <summary>The newest order.</summary>
    public DeskOrder? Ordered { get; private set; }

    public Task<string?> OrderAsync(DeskOrder order)
    {
        Ordered = order;
        return Task.FromResult(Refusal);
    }

    public Task<string?> ChangeAsync(StageChange change)
    {
        if (Refusal is null)
        {
            Now.TryChange(change, out var next, out _, out var problem).ShouldBeTrue(problem);
            Set(next!);
        }

        return Task.FromResult(Refusal);
    }
}

/// <summary>A store that answers with one picture, moved to where it was asked for.</summary>
internal sealed class FakeHistory : IHistoryFeed
{
    public List<(View View, long Start, long End, int Seconds)> Asked { get; } = [];

    public string Problem { get; set; } = "";

    public Task<(Snapshot? Picture, string Problem)> ReadAsync(
        View view,
        long start,
        long until,
        int seconds,
        CancellationToken token
    )
    {
        Asked.Add((view, start, until, seconds));
        var then = A.Picture() with { Start = start, View = view.Request, Step = seconds * 1000 };
        return Task.FromResult((Problem.Length > 0 ? null : then, Problem));
    }

    public Mark[] Marks { get; set; } = [];

    public Task<Mark[]> MarksAsync(CancellationToken token) => Task.FromResult(Marks);
}

/// <summary>Totals that a test sets.</summary>
internal sealed class FakeTotals : ITotalsFeed
{
    public Totals? Next { get; set; }

    public Task<Totals?> NowAsync(CancellationToken token) => Task.FromResult(Next);
}

internal sealed class FakeBrowser : IBrowser
{
    public event EventHandler? Changed;

    public Surroundings Surroundings { get; set; } = A.Berlin;

    public bool IsVisible { get; set; } = true;

    public event EventHandler<TravelEventArgs>? Navigated;

    public event EventHandler<KeyPressEventArgs>? KeyPressed;

    public event EventHandler<ChartMoveEventArgs>? ChartMoved;

    public string? Query { get; private set; }

    public string? Dialog { get; private set; }

    public (string Name, string Text)? Saved { get; private set; }

    public Dictionary<string, string> Kept { get; } = [];

    public string? Clipboard { get; private set; }

    public ValueTask StartAsync() => ValueTask.CompletedTask;

    public void Draw(string id, string figure) { }

    public void Leave() { }

    public void PushQuery(string query) => Query = query;

    public PaintDelay? Measured { get; set; }

    public Task<bool> CompareClocksAsync() => Task.FromResult(true);

    public void Paint(long moment) { }

    public PaintDelay? PaintDelay() => Measured;

    public void ReplaceQuery(string query) => Query = query;

    public void Move(ChartMove kind, double from, double to) =>
        ChartMoved?.Invoke(this, new ChartMoveEventArgs(kind, from, to));

    public string? Recall(string name) => Kept.GetValueOrDefault(name);

    public void Keep(string name, string text) => Kept[name] = text;

    public void OpenDialog(string id) => Dialog = id;

    public void Focus(string id) { }

    public void Save(string name, string text) => Saved = (name, text);

    public Task SavePanelAsync(string panel, string name) => Task.CompletedTask;

    public void Press(string key, string panel = "") =>
        KeyPressed?.Invoke(this, new KeyPressEventArgs(key, panel));

    public void Travel(string query) => Navigated?.Invoke(this, new TravelEventArgs(query));

    public Task<bool> CopyAsync(string text)
    {
        Clipboard = text;
        return Task.FromResult(true);
    }

    public void Change() => Changed?.Invoke(this, EventArgs.Empty);
}
