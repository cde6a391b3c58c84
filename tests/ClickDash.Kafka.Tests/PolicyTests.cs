namespace ClickDash.Kafka.Tests;

/// <summary>The consumer's decisions, without a broker.</summary>
public sealed class PolicyTests
{
    [Theory]
    [InlineData(50, 10, 90, null, null, "Continued", 50)] // in range
    [InlineData(90, 10, 90, true, 90L, "Continued", 90)] // everything is read
    [InlineData(5, 10, 90, true, null, "Continued", 10)] // retention was faster
    [InlineData(95, 10, 90, true, null, "Truncated", 90)] // the broker lost its newest
    [InlineData(95, 10, 90, true, 70L, "Truncated", 70)] // and the epochs say from where on
    [InlineData(50, 10, 90, true, 30L, "Truncated", 30)] // which shows although it has grown since
    [InlineData(50, 40, 90, true, 30L, "Truncated", 40)] // and retention was faster
    [InlineData(95, 10, 90, true, 95L, "Continued", 95)] // the new leader does not show its end yet
    [InlineData(95, 10, 90, null, null, "Recreated", 10)] // shorter, and nobody knows whether it is the same
    [InlineData(50, 0, 90, false, 30L, "Recreated", 0)] // made anew, even where the offset is in its range
    public void Reading_goes_on_where_nothing_is_skipped_that_could_be_read(
        long next,
        long low,
        long end,
        bool? sameTopic,
        long? comparedAt,
        string kind,
        long offset
    ) =>
        OffsetResetPolicy
            .Resume(next, low, end, sameTopic, comparedAt)
            .ShouldBe(new OffsetDecision(Enum.Parse<SegmentStart>(kind), offset));

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
}
