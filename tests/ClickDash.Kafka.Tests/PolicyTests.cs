using System.Text;

namespace ClickDash.Kafka.Tests;

/// <summary>The consumer's decisions, without a broker.</summary>
public sealed class PolicyTests
{
    [Theory]
    [InlineData(50, 10, 90, null, 50, false)] // in range
    [InlineData(90, 10, 90, true, 90, false)] // everything is read
    [InlineData(5, 10, 90, true, 10, true)] // retention was faster
    [InlineData(95, 10, 90, true, 90, true)] // the broker lost its newest
    [InlineData(95, 10, 90, null, 10, true)] // shorter, and nobody knows whether it is the same
    [InlineData(50, 0, 90, false, 0, true)] // made anew, even where the offset is in its range
    public void Reading_goes_on_where_nothing_is_skipped_that_could_be_read(
        long next,
        long low,
        long end,
        bool? sameTopic,
        long expected,
        bool isLoss
    )
    {
        var resumption = OffsetJudge.Resume(next, low, end, sameTopic);
        resumption.Offset.ShouldBe(expected);
        (resumption.Loss is not null).ShouldBe(isLoss);
    }

    [Fact]
    public void Waits_double_up_to_the_longest_and_begin_anew_after_a_success()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500));
        Enumerable
            .Range(0, 5)
            .Select(_ => backoff.Failed().TotalMilliseconds)
            .ShouldBe([100, 200, 400, 500, 500]);
        backoff.Succeeded();
        backoff.Failed().TotalMilliseconds.ShouldBe(100);
    }

    [Theory]
    [InlineData("2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z")]
    [InlineData("2026-01-31T09:00:00.5+01:00", "2026-01-31T08:00:00.5Z")]
    [InlineData("2026-01-31T09:00", "2026-01-31T09:00:00Z")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    public void A_start_can_be_a_time(string text, string time)
    {
        StartFrom.TryParse(text, out var start).ShouldBeTrue();
        start.Time.ShouldBe(DateTimeOffset.Parse(time));
    }

    [Fact]
    public void A_batch_keeps_bytes_and_tells_null_from_empty()
    {
        var batch = new MessageBatch();
        batch.Add(1, 7, 1000, "k"u8, "value"u8);
        batch.Add(2, 8, -1, [], []);
        batch.Add(3, 9, -1, "key"u8, [], isNull: true);
        batch.Count.ShouldBe(3);
        Encoding.UTF8.GetString(batch[0].Key).ShouldBe("k");
        Encoding.UTF8.GetString(batch[0].Value).ShouldBe("value");
        (batch[1].IsNull, batch[1].Value.Length).ShouldBe((false, 0));
        (batch[2].IsNull, batch[2].Value.Length, batch[2].Offset).ShouldBe((true, 0, 9));
        batch.Clear();
        batch.Count.ShouldBe(0);
    }

    [Fact]
    public void A_batch_that_is_filled_again_allocates_nothing()
    {
        var batch = new MessageBatch();
        Fill();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Fill()
        {
            batch.Clear();
            for (var i = 0; i < 10_000; i++)
            {
                batch.Add(0, i, 0, "key"u8, "{\"page\":\"/\"}"u8);
            }
        }
    }
}
