using ClickDash.Core.Live;
using ClickDash.Server.Engine;
using ClickDash.Server.Tests.History;

namespace ClickDash.Server.Tests.Engine;

/// <summary>A topic of counts with more rows than are kept says so, beforehand and a line a change.</summary>
public sealed class RowsWatchTests
{
    private readonly LogLines _lines = [];
    private readonly TopicRows _rows = new(() => new LatestCounts(TimeSpan.FromHours(1), 10));
    private readonly RowsWatch _watch;
    private long _now;
    private int _sent;

    public RowsWatchTests() => _watch = new RowsWatch("counts", _lines);

    [Fact]
    public void It_warns_before_anything_is_evicted_then_when_something_is_and_tells_the_end()
    {
        Send(8);
        _lines.ShouldBeEmpty();
        Send(2);
        _lines.ShouldHaveSingleItem().ShouldStartWith("counts has 9 rows of counts");
        _rows.EvictedEarly.ShouldBe(0);

        Send(5);
        _lines.Count().ShouldBe(2);
        _lines.Last().ShouldContain("more than the 10 rows of counts that are kept: 1 of");
        _rows.EvictedEarly.ShouldBe(5);

        _now += 3 * 3_600_000;
        Send(1);
        _lines.Last().ShouldBe("counts has room for its rows of counts again: 1 of 10");
        _lines.Count().ShouldBe(3);
    }

    [Fact]
    public void With_an_hours_lateness_a_million_rows_and_more_are_kept_without_a_word()
    {
        var rows = new TopicRows(() => new LatestCounts(TimeSpan.FromHours(1)));
        const int Count = 1_150_000;
        for (var i = 0; i < Count; i++)
        {
            var second = 1_000_000 + i * 3599L / Count;
            rows.Latest.Replace(
                new RowKey(second, (UInt128)i),
                new RowCount(1, second * 1000, 0, i),
                out _
            );
        }

        _watch.Look(rows, 0);

        (rows.Latest.Rows, rows.EvictedEarly).ShouldBe((Count, 0));
        _lines.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_evicted_of_a_topic_that_was_made_anew_is_not_forgotten()
    {
        _rows.Begin(0, "old", isRecreated: false);
        Send(11);
        _rows.Begin(0, "new", isRecreated: true);
        _rows.EvictedEarly.ShouldBe(1);
        Send(1);
        _lines.Count().ShouldBe(2);
    }

    /// <summary>Sends rows, each of a second of its own.</summary>
    private void Send(int count)
    {
        for (var i = 0; i < count; i++, _sent++)
        {
            var second = (_now / 1000) + _sent;
            _rows.Latest.Replace(
                new RowKey(second, (UInt128)_sent),
                new RowCount(1, second * 1000, 0, _sent),
                out _
            );
            _watch.Look(_rows, _now);
        }
    }
}
