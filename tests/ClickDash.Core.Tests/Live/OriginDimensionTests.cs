using ClickDash.Core.Clicks;
using ClickDash.Core.Live;

namespace ClickDash.Core.Tests.Live;

/// <summary>Host, campaign and browser are counted, split and filtered by where clicks have them, and cost nothing where not.</summary>
public sealed class OriginDimensionTests
{
    private readonly Stream stream = new();

    [Fact]
    public void Views_are_split_by_them()
    {
        Click("a.example", "x / y", "Firefox");
        Click("a.example", "", "Chrome");
        Click("", "", "");

        Ranking(Dimension.Host).ShouldBe([("a.example", 2), ("(none)", 1)]);
        Ranking(Dimension.Campaign).ShouldBe([("(none)", 2), ("x / y", 1)]);
        Ranking(Dimension.Browser).ShouldBe([("(none)", 1), ("Chrome", 1), ("Firefox", 1)]);
    }

    [Fact]
    public void Filters_have_their_past()
    {
        Click("", "", "");
        Click("a.example", "x / y", "Firefox");
        Click("b.example", "x / y", "Firefox");

        Filtered("host:a.example").ShouldBe(1);
        Filtered("campaign:x / y").ShouldBe(2);
        Filtered("browser:Firefox", "host:b.example").ShouldBe(1);
        Filtered("host:(none)").ShouldBe(1);
        Filtered("browser:Safari").ShouldBe(0);
    }

    [Fact]
    public void A_column_of_the_log_that_is_used_again_keeps_no_old_values()
    {
        var log = new ClickLog(ClickLog.ChunkSize);
        for (var i = 0; i < 2 * ClickLog.ChunkSize; i++)
        {
            log.Append(Logged(host: 7));
        }

        for (var i = 0; i < 2 * ClickLog.ChunkSize; i++)
        {
            log.Append(Logged(host: 0));
        }

        foreach (var part in log.Parts(log.Oldest(log.Extent), log.Extent))
        {
            for (var i = part.From; i < part.To; i++)
            {
                part.Chunk.Value(i, Dimension.Host).ShouldBe(0);
            }
        }
    }

    [Fact]
    public void Where_no_click_has_them_neither_log_nor_buckets_have_room_for_them()
    {
        var log = new ClickLog(ClickLog.ChunkSize);
        log.Append(Logged(host: 0));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < ClickLog.ChunkSize; i++)
        {
            log.Append(Logged(host: 0));
        }

        // A collection on another thread may charge this one a few thousand bytes; a column has as many as clicks.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(ClickLog.ChunkSize);

        Click("", "", "");
        var bucket = stream.Live.Intake.Cut(Stream.Noon + 1000).Buckets.ShouldHaveSingleItem();
        bucket.Counts[Dimension.Host].ShouldBeNull();
        var merged = new Bucket();
        merged.MergeAs(bucket, key => key);
        merged.Counts[Dimension.Host].ShouldBeNull();
        merged.None(Dimension.Host).ShouldBe(1);
    }

    private void Click(string host, string campaign, string browser) =>
        stream.Feed.Record(
            new Click
            {
                Time = ClickTime.At(Stream.Noon),
                Page = "/"u8,
                Host = System.Text.Encoding.UTF8.GetBytes(host),
                Campaign = System.Text.Encoding.UTF8.GetBytes(campaign),
                Browser = System.Text.Encoding.UTF8.GetBytes(browser),
            },
            Stream.Noon,
            Stream.Noon
        );

    private IEnumerable<(string, long)> Ranking(Dimension split) =>
        stream.At(5000, split: split).Ranking.Select(value => (value.Name, value.Count));

    private long Filtered(params string[] filters)
    {
        var view = Stream.Asked(60, Dimension.Page, 10, filters);
        return stream.At(5000, stream.Live.Filter(view), view).Kpi.Total;
    }

    private static LoggedClick Logged(int host) =>
        new(
            Second: 1,
            Page: 2,
            Country: 0,
            Referrer: 0,
            Device: 0,
            Status: 0,
            Source: 2,
            Host: host,
            Campaign: 0,
            Browser: 0,
            User: 0,
            Weight: 1,
            StatusClass: 0,
            IsLate: false,
            IsRetimed: false
        );
}
