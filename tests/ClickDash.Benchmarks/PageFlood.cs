using System.Globalization;
using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// A scan for holes: a million pages that nobody knows at 50,000 clicks a second, beside a site's usual ones; then, while it goes on,
/// a page of its own with a thousandth of the clicks. What is known of that page, and what is left of the flood once the live
/// windows have passed it. In the time that the processor needs.
/// </summary>
internal sealed class PageFlood
{
    private const long Start = 1_795_165_200_000;
    private const int FloodPages = 1_000_000;
    private const int FloodASecond = 50_000;

    // In an hour more than the log of clicks holds: what grows after that is the flood's.
    private const int UsualASecond = 1_200;
    private const int UsualPages = 200;
    private const int TicksASecond = 4;
    private const string Ours = "/ours";

    private static readonly IngestStatus Ingest = new(
        IngestState.Reading,
        "",
        Demo: false,
        "broker:9092",
        "clicks"
    );

    private readonly LiveWindow _window = new(new LiveOptions(), Start);
    private readonly View _all = Asked();
    private readonly View _ours = Asked($"page:{Ours}");
    private readonly byte[] _page = new byte[64];
    private readonly ClickFeed _feed;
    private FilteredView? _filtered;
    private long _now = Start;
    private int _sent;
    private int _usual;
    private int _oursSent;

    public PageFlood() => _feed = new ClickFeed(_window.Intake);

    public IEnumerable<Figure> Run()
    {
        Seconds(3600, flood: 0);
        var before = Megabytes();
        Seconds(FloodPages / FloodASecond, FloodASecond);
        var beginsAt = _now;
        var (namedAt, unnamed, most) = (0L, 0, 0.0);
        for (var second = 0; second < 20; second++)
        {
            for (var tick = 0; tick < TicksASecond; tick++)
            {
                var sent = _oursSent;
                Tick(FloodASecond / TicksASecond, ours: FloodASecond / TicksASecond / 999 + 1);
                if (namedAt == 0 && Picture(_all).Ranking.Any(value => value.Name == Ours))
                {
                    // What came before this tick is (other).
                    (namedAt, unnamed) = (_now, sent);
                    _window.Intake.Pin(Dimension.Page, Ours);
                    _filtered = _window.Filter(_ours);
                }
            }
        }

        var counted = Picture(_all).Ranking.FirstOrDefault(value => value.Name == Ours)?.Count ?? 0;
        var filtered = _filtered?.Take(_window.Facts(_ours, Stamped())).Kpi.Total ?? 0;
        most = Megabytes();
        yield return new Figure(
            "flood: a page with a thousandth of the clicks is in the ranking after, s",
            (namedAt - beginsAt) / 1000.0,
            5
        );
        yield return new Figure(
            "flood: its count since then is off by",
            Math.Abs(_oursSent - unnamed - counted),
            0
        );
        yield return new Figure(
            "flood: its filter's count is off by",
            Math.Abs(_oursSent - unnamed - filtered),
            0
        );
        yield return new Figure("flood: memory, MB", most, 700);
        _window.Intake.Unpin(Dimension.Page, Ours);
        _filtered = null;
        Seconds(LiveWindow.LiveSeconds + 120, flood: 0, ticks: 1);
        var after = Picture(_all);
        // Tables of a second that grew give their room back by halves, an hour each.
        yield return new Figure(
            "flood: memory once it has passed beyond what it was, MB",
            Megabytes() - before,
            20
        );
        yield return new Figure(
            "flood: pages that are not named then",
            UsualPages
                - after.Ranking.Count(value =>
                    value.Name.StartsWith("/usual/", StringComparison.Ordinal)
                )
                + (after.Approximate ? 1 : 0),
            0
        );
    }

    private static View Asked(params string[] filters) =>
        View.TryCreate(
            new ViewRequest(900, Top: View.MostValues, Filters: filters),
            out var view,
            out _,
            out var problem
        )
            ? view
            : throw new InvalidOperationException(problem);

    private static double Megabytes()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true) / 1024.0 / 1024;
    }

    private void Seconds(int seconds, int flood, int ticks = TicksASecond)
    {
        for (var tick = 0; tick < seconds * ticks; tick++)
        {
            Tick(flood / ticks, ours: 0, ticks);
        }
    }

    private void Tick(int flood, int ours, int ticks = TicksASecond)
    {
        for (var i = 0; i < flood; i++)
        {
            Click("/wp-admin/", _sent++);
        }

        for (var i = 0; i < UsualASecond / ticks; i++)
        {
            Click("/usual/", _usual++ % UsualPages);
        }

        for (var i = 0; i < ours; i++, _oursSent++)
        {
            Click(Ours, number: -1);
        }

        _now += 1000 / ticks;
        _window.Advance(_now);
        _window.TakePending();
    }

    private void Click(string path, int number)
    {
        var length = Encoding.ASCII.GetBytes(path, _page);
        if (number >= 0)
        {
            number.TryFormat(
                _page.AsSpan(length),
                out var digits,
                provider: CultureInfo.InvariantCulture
            );
            length += digits;
        }

        _feed.Record(
            new Click
            {
                Time = ClickTime.At(_now),
                Page = _page.AsSpan(0, length),
                Status = 200,
            },
            _now,
            _now
        );
    }

    private Snapshot Picture(View view) => _window.Take(view, Stamped());

    private Stamp Stamped() => new("bench", 0, _now, Ingest);
}
