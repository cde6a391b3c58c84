using System.Text;
using System.Text.Json;
using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

/// <summary>
/// Sums, rankings, columns, peaks and movers that follow the rings equal a scan of all buckets, whatever came: late clicks, jumps
/// of the clock, buckets that leave the ring, trimmed ones, counts that become less, values that are evicted, new lessons.
/// </summary>
public sealed class FollowedRingsTests
{
    private const int Values = 12;

    private static readonly Dimension[] Splits = [Dimension.Page, Dimension.Country];

    /// <summary>What happens in turn: how far the clock goes on, what comes when and of which values, what else is done.</summary>
    private sealed record Event(long Passed, Came[] Came, int Kind, int[] Ids);

    private sealed record Came(int Page, int Country, long Ago, long Weight, int Status);

    private static readonly Gen<Came> AnyClick =
        from page in Gen.Int[1, Values - 1]
        from country in Gen.Frequency((3, Gen.Const(0)), (2, Gen.Int[2, 5]))
        from ago in Gen.Frequency(
            (8, Gen.Long[0, 8]),
            (3, Gen.Long[0, 150]),
            (1, Gen.Long[0, 8_000]),
            (1, Gen.Long[-60, 0])
        )
        from weight in Gen.Frequency(
            (8, Gen.Long[1, 9]),
            (1, Gen.Long[0, 300]),
            (1, Gen.Long[-5, 0])
        )
        from status in Gen.Int[0, 5]
        select new Came(page, country, ago, weight, status);

    private static readonly Gen<Event> AnyEvent =
        from passed in Gen.Frequency(
            (10, Gen.Long[0, 1_500]),
            (3, Gen.Long[1_000, 70_000]),
            (1, Gen.Long[-30_000, 0]),
            (1, Gen.Long[0, 20_000_000])
        )
        from came in AnyClick.Array[0, 12]
        from kind in Gen.Int[0, 30]
        from ids in Gen.Int[2, Values - 1].Array[1, 3]
        select new Event(passed, came, kind, ids);

    [Fact]
    public void What_follows_the_rings_equals_a_scan_of_all_buckets() =>
        Gen.Select(AnyEvent.Array[1, 40], Gen.Int[1, Values]).Sample(Check, iter: 100);

    private static void Check(Event[] events, int top)
    {
        var site = new Site(top);
        foreach (var one in events)
        {
            site.Happen(one);
        }
    }

    private sealed class Site
    {
        private static readonly IngestStatus Ingest = new(
            IngestState.Reading,
            "",
            Demo: false,
            "broker:9092",
            "clicks"
        );

        private readonly View[] _views;
        private readonly Dictionary<View, Picture> _last = [];
        private readonly ValueNames _names = Names();
        private Rings _rings = NewRings();
        private Gap[] _gaps = [];
        private long _now = Stream.Noon;
        private int _sequence;

        public Site(int top) =>
            _views = [
                .. from window in new[] { 60, 3600 }
                from split in Splits
                from most in new[] { top, 3 }.Distinct()
                select Stream.Asked(window, split, most),
            ];

        public void Happen(Event what)
        {
            _now += what.Passed;
            switch (what.Kind)
            {
                case 0:
                    _rings = NewRings();
                    _gaps = [new Gap(0, _now / 1000 * 1000, "before_lesson")];
                    break;
                case 1 or 2 or 3:
                    Evict(what.Ids);
                    break;
                case 4 or 5:
                    _rings.TenSeconds!.TrimBefore(_now / 1000);
                    break;
                case 6:
                    _gaps = [.. _gaps, new Gap(_now - 20_000, _now - 3_000, "broker_away")];
                    break;
            }

            foreach (var came in what.Came)
            {
                Merge(came, isApproximate: what.Kind == 7);
            }

            _sequence++;
            // Some views are not read at every tick, and some only now and then.
            foreach (var view in _views.Where((_, i) => (i + _sequence) % (what.Kind % 3 + 1) == 0))
            {
                Compare(view);
            }
        }

        private void Evict(int[] ids)
        {
            var before = ScannedPicture.Sums(_rings.Seconds, Dimension.Page, Oldest, Newest);
            _rings.Evict(Dimension.Page, ids.ToHashSet());

            var after = ScannedPicture.Sums(_rings.Seconds, Dimension.Page, Oldest, Newest);
            after.Keys.Intersect(ids).ShouldBeEmpty();
            after.Values.Sum().ShouldBe(before.Values.Sum());
            ScannedPicture
                .Sums(_rings.TenSeconds!, Dimension.Page, Newest / 10 - 720, Newest / 10)
                .Keys.Intersect(ids)
                .ShouldBeEmpty();
        }

        private long Newest => _now / 1000 + 120;

        private long Oldest => Newest - 800;

        private void Merge(Came came, bool isApproximate)
        {
            var second = _now / 1000 - came.Ago;
            var bucket = new Bucket();
            bucket.Reset(second);
            bucket.Total = came.Weight;
            bucket.Late = came.Ago > 5 ? 1 : 0;
            bucket.Retimed = came.Page == 3 ? 1 : 0;
            bucket.IsApproximate = isApproximate;
            bucket.Statuses[came.Status] = came.Weight;
            bucket.Counts.Add(CountTable.Key(Dimension.Page, came.Page), came.Weight);
            if (came.Country != ValueTable.None)
            {
                bucket.Counts.Add(CountTable.Key(Dimension.Country, came.Country), came.Weight);
            }

            _rings.Merge(second, bucket);
        }

        private void Compare(View view)
        {
            var sequence = _last.TryGetValue(view, out var before)
                ? before.ToSnapshot().Sequence + 1
                : 1;
            var facts = new TickFacts(
                new Stamp("run", sequence, _now, Ingest),
                SettlingTime: 250 + _now % 3 * 1000,
                default,
                Dropped: 0,
                _gaps
            );
            var picture = ViewReader.Read(view, _rings, _names, facts);
            var snapshot = picture.ToSnapshot();
            new ScannedPicture(view, _rings, _names, facts).Check(snapshot);
            if (before is not null)
            {
                CheckFrame(before, picture);
            }

            _last[view] = picture;
        }

        /// <summary>A frame between pictures is the one between their snapshots, and leads from one to the other.</summary>
        private static void CheckFrame(Picture before, Picture after)
        {
            var (from, to) = (before.ToSnapshot(), after.ToSnapshot());
            var frame = before.FrameTo(after);
            (Json(frame) == Json(from.FrameTo(to))).ShouldBeTrue();
            (frame is null || Json(from.Apply(frame)) == Json(to)).ShouldBeTrue();
        }

        private static string Json(Frame? frame) =>
            JsonSerializer.Serialize(frame, WireJson.Default.Frame);

        private static string Json(Snapshot? picture) =>
            JsonSerializer.Serialize(picture, WireJson.Default.Snapshot);

        private static Rings NewRings() =>
            new(new Rollup(1, 190), new Rollup(10, 730, mostValues: 4), TimeSpan.FromMinutes(30));

        private static ValueNames Names()
        {
            var live = new LiveWindow(new LiveOptions(), Stream.Noon);
            for (var i = 2; i < Values; i++)
            {
                live.Intake.Intern(Dimension.Page, $"value-{i * 7 % 10}-{i}");
            }

            live.Advance(Stream.Noon);
            return live.Facts(View.Default, new Stamp("run", 0, Stream.Noon, Ingest)).Names[
                (int)Dimension.Page
            ];
        }
    }
}
