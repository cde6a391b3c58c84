using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Testing;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

/// <summary>A message of counts that has no value takes back the one row that its key names, as an update to nothing would.</summary>
public sealed class TombstoneTests
{
    private static readonly View Germany = Stream.Asked(60, Dimension.Page, 10, "country:DE");

    [Fact]
    public void The_row_of_its_key_is_taken_back_from_all_that_counted_it()
    {
        var counts = new Counts();
        var filtered = counts.Live.Filter(Germany);
        counts.Update("a", "/a", "DE", count: 5);
        counts.Update("b", "/b", "DE", count: 3);
        counts.Take(filtered).Kpi.Total.ShouldBe(8);

        counts.Tombstone("a");

        counts.Clicks.ShouldBe(3);
        counts.Ignored.ShouldBe(0);
        counts.Take().Ranking.Select(row => (row.Name, row.Count)).ShouldBe([("/b", 3)]);
        counts.Take().Total.Max().ShouldBe(3);
        counts.Take(filtered).Ranking.Select(row => (row.Name, row.Count)).ShouldBe([("/b", 3)]);
    }

    [Fact]
    public void All_values_of_the_row_are_taken_back()
    {
        var counts = new Counts();
        counts.Send(
            "a",
            """
            {"second":SECOND,"page":"/a","referrer":"example.org","country":"DE","device":"mobile","status":404,"host":"shop.example",
             "campaign":"spring","browser":"Firefox","count":4}
            """
        );
        counts.Tombstone("a");

        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            counts.Take(Stream.Asked(60, dimension, 10)).Ranking.ShouldBeEmpty(dimension.Name());
        }

        counts.Take().Kpi.Total.ShouldBe(0);
    }

    [Fact]
    public void A_row_of_a_long_page_is_taken_back_too()
    {
        var counts = new Counts();
        counts.Update("a", $"/{new string('x', 2000)}", "DE", count: 5);
        counts.Tombstone("a");
        (counts.Clicks, counts.Ignored).ShouldBe((0, 0));
    }

    [Fact]
    public void A_key_that_names_several_rows_or_none_takes_none_back_and_is_counted()
    {
        var counts = new Counts();
        counts.Update("a", "/a", "DE", count: 5);
        counts.Update("a", "/a", "NZ", count: 2);
        counts.Tombstone("a");
        counts.Tombstone("none");

        counts.Clicks.ShouldBe(7);
        counts.Ignored.ShouldBe(2);
    }

    [Fact]
    public void A_row_without_a_key_is_named_by_no_tombstone()
    {
        var counts = new Counts();
        counts.Update("", "/a", "DE", count: 5);
        counts.Tombstone("");

        (counts.Clicks, counts.Ignored).ShouldBe((5, 1));
    }

    [Fact]
    public void An_older_tombstone_leaves_the_row_and_a_later_update_brings_it_back()
    {
        var counts = new Counts();
        counts.Update("a", "/a", "DE", count: 5, delay: 2000);
        counts.Tombstone("a", delay: 1000);
        (counts.Clicks, counts.Ignored).ShouldBe((5, 1));

        counts.Tombstone("a", delay: 3000);
        counts.Update("a", "/a", "DE", count: 7, delay: 2500);
        counts.Clicks.ShouldBe(0, "what was sent before the tombstone is over");

        counts.Update("a", "/a", "DE", count: 9, delay: 4000);
        counts.Clicks.ShouldBe(9);

        counts.Tombstone("a", delay: 5000);
        counts.Clicks.ShouldBe(0);
    }

    [Fact]
    public void A_row_that_was_taken_back_is_named_no_more()
    {
        var counts = new Counts();
        counts.Update("a", "/a", "DE", count: 5);
        counts.Tombstone("a");
        counts.Tombstone("a");
        counts.Ignored.ShouldBe(1);

        counts.Update("a", "/other", "DE", count: 2);
        counts.Tombstone("a");
        counts.Clicks.ShouldBe(0);
    }

    [Fact]
    public void A_row_that_is_evicted_is_named_no_more_and_stays_counted()
    {
        var counts = new Counts();
        counts.Tombstone("nothing");
        counts.Update("a", "/a", "DE", count: 5, second: 900);
        counts.Update("a", "/a", "DE", count: 2, second: 100);
        counts.Tombstone("a");

        (counts.Clicks, counts.Ignored).ShouldBe((5, 1));
    }

    [Fact]
    public void Formats_that_do_not_replace_ignore_it()
    {
        var live = new LiveWindow(new LiveOptions(), Stream.Noon);
        var feed = new ClickFeed(live.Intake, "clicks", new ClicksFormat());
        feed.Read("a"u8, """{"page":"/a"}"""u8, Stream.Noon, Stream.Noon);
        feed.Read("a"u8, default, Stream.Noon, Stream.Noon, isNull: true);

        (live.Intake.Counters.Clicks, live.Intake.Counters.Ignored).ShouldBe((1, 1));
        feed.Recorder.TakeRows().ShouldBeNull();
    }

    // Which key, page and second before noon, how long after it the message came, and its count; none is a tombstone.
    private sealed record Sent(int Key, int Page, int Second, long Delay, long? Count);

    private static readonly Gen<Sent> AnySent =
        from key in Gen.Int[0, 3]
        from page in Gen.Int[0, 1]
        from second in Gen.Int[1, 3]
        from delay in Gen.Long[0, 15_000]
        from count in Gen.Frequency(
            (1, Gen.Long[0, 0].Select(_ => (long?)null)),
            (3, Gen.Long[0, 9].Select(count => (long?)count))
        )
        select new Sent(key, page, second, delay, count);

    [Fact]
    public void Any_updates_and_tombstones_leave_what_a_table_would_also_across_a_restart() =>
        Gen.Select(AnySent.Array[0, 60], Gen.Int[0, 60])
            .Sample(
                (sent, cut) =>
                {
                    cut = Math.Min(cut, sent.Length);
                    var (first, second, table) = (new Counts(), new Counts(), new Table());
                    foreach (var one in sent[..cut])
                    {
                        first.Send(one);
                        table.Send(one);
                    }

                    first.Clicks.ShouldBe(table.Sum);
                    if (first.Feed.Recorder.TakeRows() is { } rows)
                    {
                        second.Feed.Recorder.Rows.Restore(
                            second.Feed.Recorder.Rows.Restored(rows),
                            topicId: null
                        );
                    }

                    Array.ForEach(sent[..cut], second.Refill);
                    second.Live.Intake.Past.End();
                    foreach (var one in sent[cut..])
                    {
                        second.Send(one);
                        table.Send(one);
                    }

                    (first.Clicks + second.Clicks).ShouldBe(table.Sum);
                    (first.Ignored + second.Ignored).ShouldBe(table.Ignored);
                    second
                        .Take(second.Live.Filter(Germany))
                        .Kpi.Total.ShouldBe(table.Sum, "the log has all again");
                },
                iter: 300
            );

    /// <summary>The rule, word by word.</summary>
    private sealed class Table
    {
        private readonly Dictionary<(int Key, int Page, int Second), Last> _rows = [];
        private int _sent;

        public long Ignored { get; private set; }

        public long Sum => _rows.Values.Sum(row => row.Count ?? 0);

        public void Send(Sent sent)
        {
            var next = new Last(Stream.Noon - sent.Second * 1000 + sent.Delay, _sent++, sent.Count);
            if (sent.Count is not null)
            {
                var row = (sent.Key, sent.Page, sent.Second);
                if (!_rows.TryGetValue(row, out var last) || next.IsAfter(last))
                {
                    _rows[row] = next;
                }

                return;
            }

            var named = _rows
                .Where(row => row.Key.Key == sent.Key && row.Value.Count is not null)
                .ToArray();
            if (named is [var one] && next.IsAfter(one.Value))
            {
                _rows[one.Key] = next;
            }
            else
            {
                Ignored++;
            }
        }

        private sealed record Last(long At, int Offset, long? Count)
        {
            public bool IsAfter(Last other) => (At, Offset).CompareTo((other.At, other.Offset)) > 0;
        }
    }

    /// <summary>A live window that reads counts with keys.</summary>
    private sealed class Counts
    {
        private const long Arrived = Stream.Noon + 15_000;

        private static readonly Stamp Stamp = new(
            "run",
            1,
            Stream.Noon,
            new IngestStatus(IngestState.Reading, "", Demo: false, "broker:9092", "counts")
        );

        public Counts() => Feed = new ClickFeed(Live.Intake, "counts", new CountsFormat());

        public LiveWindow Live { get; } = new(new LiveOptions(), Stream.Noon);

        public ClickFeed Feed { get; }

        public long Clicks => Live.Intake.Counters.Clicks;

        public long Ignored => Live.Intake.Counters.Ignored;

        public void Update(
            string key,
            string page,
            string country,
            long count,
            long delay = 0,
            int second = 20
        ) =>
            Feed.Read(
                Encoding.UTF8.GetBytes(key),
                Message(page, country, second, count),
                Came(second, delay),
                Arrived
            );

        public void Send(string key, string message) =>
            Feed.Read(
                Encoding.UTF8.GetBytes(key),
                Encoding.UTF8.GetBytes(message.Replace("SECOND", $"{Stream.Noon / 1000 - 20}")),
                Came(20, 0),
                Arrived
            );

        public void Tombstone(string key, long delay = 5000) =>
            Feed.Read(
                Encoding.UTF8.GetBytes(key),
                default,
                Came(second: 20, delay),
                Arrived,
                isNull: true
            );

        public void Send(Sent sent) =>
            Feed.Read(Key(sent), Value(sent), Came(sent), Arrived, isNull: sent.Count is null);

        public void Refill(Sent sent) =>
            Feed.Refill(Value(sent), Came(sent), Arrived, Key(sent), isNull: sent.Count is null);

        public Snapshot Take(View? view = null)
        {
            Live.Advance(Stream.Noon);
            return Live.Take(view ?? Stream.Asked(60, Dimension.Page, 10), Stamp);
        }

        public Snapshot Take(FilteredView filtered)
        {
            Live.Advance(Stream.Noon);
            return filtered.Take(Live.Facts(Germany, Stamp));
        }

        private static byte[] Key(Sent sent) => [(byte)('a' + sent.Key)];

        private static byte[] Value(Sent sent) =>
            sent.Count is { } count ? Message($"/{sent.Page}", "DE", sent.Second, count) : [];

        private static long Came(Sent sent) => Came(sent.Second, sent.Delay);

        private static long Came(int second, long delay) => Stream.Noon - second * 1000 + delay;

        private static byte[] Message(string page, string country, int second, long count) =>
            Encoding.UTF8.GetBytes(
                $$"""{"second":{{Stream.Noon / 1000 - second}},"page":"{{page}}","country":"{{country}}","count":{{count}}}"""
            );
    }
}
