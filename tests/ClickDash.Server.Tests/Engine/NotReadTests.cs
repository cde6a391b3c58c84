using System.Text;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.Engine;

/// <summary>What the chart shows of the time in which nothing was read.</summary>
public sealed class NotReadTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly LiveEngine _engine;
    private readonly OpenView _view;
    private long _sequence;

    public NotReadTests()
    {
        _engine = OfflineEngine.Create(_time);
        _view = _engine.Open(View.Default);
    }

    [Fact]
    public void It_is_unknown_from_when_the_broker_left_until_all_is_read()
    {
        Tell(IngestState.Reading);
        Unknown().ShouldBe(0);

        Tell(IngestState.Connecting);
        _time.Advance(TimeSpan.FromSeconds(10));
        Unknown().ShouldBe(10);
        Gaps().ShouldBe(["not_read"]);

        Tell(IngestState.Reading);
        Unknown().ShouldBe(0);
        Gaps().ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(5));
        Unknown().ShouldBe(0);
    }

    [Fact]
    public void It_is_unknown_from_the_start_until_the_topic_is_read()
    {
        _time.Advance(TimeSpan.FromSeconds(7));
        Unknown().ShouldBe(7);
    }

    [Fact]
    public void A_loss_hides_no_more_than_what_came_since_all_was_known_to_be_read()
    {
        var feed = new TopicFeed(_engine.Topics[0]);
        feed.Begin(offset: 0);
        feed.Take(0, Noon.ToUnixTimeMilliseconds(), [Encoding.UTF8.GetBytes("""{"page":"/a"}""")]);
        feed.Reached(1);
        _time.Advance(TimeSpan.FromSeconds(40));
        feed.Report(
            IngestState.Reading,
            "",
            new PartitionReport(0, PartitionState.Reading, null, 1, 0)
            {
                EndAskedAt = _time.GetUtcNow().ToUnixTimeMilliseconds(),
            }
        );
        _time.Advance(TimeSpan.FromSeconds(10));
        feed.Lost(1, 5);
        feed.Lost(1, 5);

        Unknown().ShouldBe(10);
        Gaps().ShouldHaveSingleItem();
    }

    [Fact]
    public void It_is_unknown_while_the_presenter_lets_reading_rest()
    {
        Tell(IngestState.Reading);
        Unknown().ShouldBe(0);

        _engine.Pause.Begin(TimeSpan.FromSeconds(20));
        _time.Advance(TimeSpan.FromSeconds(8));

        Unknown().ShouldBe(8);
    }

    public void Dispose() => _engine.Dispose();

    private void Tell(IngestState state) =>
        ((ITopicSink)_engine.Topics[0]).Report(new TopicReport(state, "", []));

    private int Unknown() => Take().Total.Count(total => total is null);

    private IEnumerable<string> Gaps() => Take().Gaps.Select(gap => gap.Reason);

    private Snapshot Take() => _engine.Read([_view], ++_sequence)[0].ToSnapshot();
}
