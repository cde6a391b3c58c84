using ClickDash.Kafka;
using ClickDash.Server.Alerts;
using ClickDash.Server.Engine;
using ClickDash.Server.Feeds;
using ClickDash.Server.History;
using ClickDash.Server.Ops;
using ClickDash.Server.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.Alerts;

/// <summary>How long alerts wait for what came before the start is measured by this server's own clock, whomever now follows.</summary>
public sealed class LiveFactsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly LiveEngine _engine;
    private readonly CountStore _store = CountStore.InMemory();
    private readonly SlowTicks _slow;
    private readonly ServerMetrics _metrics;
    private readonly FrameService _frames;
    private readonly LiveFacts _facts;

    public LiveFactsTests()
    {
        _engine = OfflineEngine.Create(_time);
        _slow = new SlowTicks(OfflineEngine.Settings, _time);
        _metrics = new ServerMetrics(_engine, _slow);
        _frames = new FrameService(_engine, OfflineEngine.Settings, _metrics, _time);
        _facts = new LiveFacts(_frames, _engine);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(-600)]
    [InlineData(0)]
    public void Alerts_wait_five_minutes_for_a_catch_up_however_far_off_the_brokers_are(int ahead)
    {
        _engine.Restore(Earlier(ahead * 1000));
        _facts.Now().IsCatchingUp.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(299));
        _facts.Now().IsCatchingUp.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));
        _facts.Now().IsCatchingUp.ShouldBeFalse();
    }

    public void Dispose()
    {
        _frames.Dispose();
        _metrics.Dispose();
        _slow.Dispose();
        _store.Dispose();
        _engine.Dispose();
    }

    /// <summary>What a run stored that followed brokers so far ahead.</summary>
    private StoredState Earlier(long ahead)
    {
        using var run = OfflineEngine.Create(_time);
        var feed = new TopicFeed(run.Topics[0]);
        feed.Begin(offset: 0);
        var batch = run.TakeBatch();
        _store.Write(batch with { At = batch.At + ahead, Ahead = ahead });
        return _store.Load(0)!;
    }
}
