using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.History;

namespace ClickDash.Server.Tests.History;

/// <summary>A store knows what it holds, and keeps what must not be added up apart.</summary>
public sealed class ContentTests : FilledStore
{
    private static readonly TopicContent Clicks = new("clicks", "clicks", Weight: null, "event")
    {
        Options = "{}",
    };

    [Fact]
    public void The_same_content_goes_on_without_a_word()
    {
        Fill([Clicks], "/a");

        using var store = Open([Clicks]);

        store.Said.ShouldBeEmpty();
        store.Content.Name.ShouldBe("clicks");
        store.Content.Topics.ShouldBe([Clicks]);
        Total(store).ShouldBe(1);
        store.Load(0)!.Totals.Partitions.ShouldHaveSingleItem().Next.ShouldBe(7);
    }

    [Fact]
    public void A_start_on_what_is_as_it_was_writes_nothing_so_that_a_full_disk_does_not_stop_it()
    {
        Fill([Clicks], "/a");
        using var store = Open([Clicks]);

        new FileInfo($"{File}-wal").Length.ShouldBe(0);
    }

    public static TheoryData<TopicContent> Others =>
        [
            Clicks with
            {
                Format = "access-log",
            },
            Clicks with
            {
                Weight = "/impressions",
            },
            Clicks with
            {
                Options = """{"Page":"/url"}""",
            },
            Clicks with
            {
                Time = "message",
            },
            Clicks with
            {
                Topic = "impressions",
            },
        ];

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_format_weight_time_or_topic_is_counted_apart_and_said(TopicContent other)
    {
        Fill([Clicks], "/impression", "/impression");

        using (var store = Open([other]))
        {
            store
                .Said.ShouldHaveSingleItem()
                .ShouldBe(
                    $"It holds counts of 'clicks' read as clicks, by event time; now it is {other}. These are not added up: the former stay, as content=clicks of /api/history, and totals begin anew as {store.Content.Name}."
                );
            store.Load(0).ShouldBeNull("totals and offsets begin anew");
            Count("/click", Noon);
            Write(store, new PartitionProgress(other.Topic, 0, 0, 3, 3, 0, 0));

            Total(store).ShouldBe(1);
            Total(store, "content=clicks").ShouldBe(2);
            store.Contents().Select(one => one.Name).ShouldBe([store.Content.Name, "clicks"]);
        }

        using (var again = Open([other]))
        {
            again.Said.ShouldBeEmpty();
            again.Load(0)!.Totals.Partitions.ShouldHaveSingleItem().Next.ShouldBe(3);
        }

        // Back as it was: the former goes on where it ended.
        using var back = Open([Clicks]);
        back.Said.ShouldHaveSingleItem().ShouldContain("totals go on as clicks");
        back.Load(0)!.Totals.Partitions.ShouldHaveSingleItem().Next.ShouldBe(7);
        Total(back).ShouldBe(2);
    }

    [Fact]
    public void A_topic_more_or_less_is_the_same_content_and_one_more_is_said()
    {
        var taps = new TopicContent("taps", "clicks", Weight: null, "event");
        Fill([Clicks], "/a");

        using (var store = Open([Clicks, taps]))
        {
            store
                .Said.ShouldHaveSingleItem()
                .ShouldBe("It counts 'taps' read as clicks, by event time too from now on.");
            Total(store).ShouldBe(1);
        }

        using var less = Open([taps]);
        less.Said.ShouldBeEmpty();
        Total(less).ShouldBe(1);
    }

    [Fact]
    public void Retention_is_of_all_contents()
    {
        Fill([Clicks], "/a");
        using var store = Open([Clicks with { Format = "access-log" }]);
        Now = Noon.AddDays(731);

        Retain(store);

        using var reader = store.Read("clicks")!;
        reader.Buckets(StoredStep.Hour, 0, long.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public void Partitions_keep_their_identity_and_their_segments()
    {
        var partition = new PartitionProgress("clicks", 3, 5, 25, 25, 0, 2)
        {
            Lost = 4,
            TopicId = "second",
            LeaderEpoch = 9,
            Earlier =
            [
                new ReadSegment("first", 0, 100, 1, 2, 0, SegmentEnd.Recreated, 7),
                new ReadSegment("second", 0, 30, 0, 0, 25, SegmentEnd.Truncated, 8),
            ],
        };
        using (var store = Open([Clicks]))
        {
            Write(store, partition with { Earlier = partition.Earlier[..1] });
            Write(store, partition);
            Write(store, partition);
        }

        using var again = Open([Clicks]);
        var loaded = again.Load(0)!.Totals.Partitions.ShouldHaveSingleItem();

        loaded.Earlier.ShouldBe(partition.Earlier);
        (loaded with { Earlier = [] }).ShouldBe(partition with { Earlier = [], Lag = 0 });
        again.Load(0)!.Totals.Lost.ShouldBe(4 + 2);
        again.Load(0)!.Totals.Truncated.ShouldBe(25);
    }

    private CountStore Open(IReadOnlyList<TopicContent> wanted) =>
        CountStore.Open(File, Noon, wanted);

    private void Fill(IReadOnlyList<TopicContent> wanted, params string[] pages)
    {
        using var store = Open(wanted);
        foreach (var page in pages)
        {
            Count(page, Noon.AddSeconds(-5));
        }

        Write(store, new PartitionProgress("clicks", 0, 0, 7, 7, 0, 0));
    }

    private long Total(CountStore store, string more = "step=3600") =>
        Ask(store, $"from=2026-11-22&to=2026-11-23&{more}").Kpi.Total;
}
