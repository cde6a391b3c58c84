using System.Text;
using ClickDash.Cli.Doctor;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Kafka;

namespace ClickDash.Cli.Tests;

/// <summary>What <c>doctor</c> says of the times of clicks: as a server would that reads them now.</summary>
public sealed class TimeChecksTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Clicks_as_old_as_is_allowed_are_well()
    {
        var found = Of([Click(0), Click(-600), Click(10)]);

        found!.Verdict.ShouldBe(Verdict.Ok);
        found.Sentence.ShouldBe(
            "None of 3 clicks of 'clicks' would be too_late or retimed (ClickDash:Live:AllowedLateness 00:10:00)."
        );
    }

    [Fact]
    public void Older_ones_are_counted_with_their_share_the_oldest_and_the_setting()
    {
        var found = Of([Click(0), Click(-601), Click(-7_500)]);

        found!.Verdict.ShouldBe(Verdict.Warning);
        found.Sentence.ShouldStartWith(
            "2 of 3 clicks of 'clicks' (66.7 %) would be too_late: they are up to 2 h 5 min older than their messages, and ClickDash:Live:AllowedLateness is 00:10:00."
        );
    }

    [Fact]
    public void The_lateness_and_the_clock_are_those_of_the_servers_settings()
    {
        KafkaMessage[] messages = [Click(-7_500)];

        Of(messages, ("Live__AllowedLateness", "03:00:00"))!.Verdict.ShouldBe(Verdict.Ok);
        Of(messages, ("Live__AllowedLateness", "00:00:30"))!.Sentence.ShouldContain("is 00:00:30.");
        Of(messages, ("Time", "message"))!.Verdict.ShouldBe(Verdict.Ok);
        Of(messages, ("Time", "broker"))!.Verdict.ShouldBe(Verdict.Ok);
        Of(messages, ("Time", "arrival"))!.Verdict.ShouldBe(Verdict.Ok);
        new ServerSettings([]).Time.ShouldBe(TimeMode.Event);
    }

    [Fact]
    public void Times_that_are_ahead_of_their_messages_or_none_of_a_clicks_are_retimed()
    {
        Of([Click(0), Click(3_600)])!
            .Sentence.ShouldStartWith(
                "1 of 2 clicks of 'clicks' (50 %) would be retimed: their times are up to 1 h 0 min later than their messages, and 10 s are allowed."
            );
        // Seconds for milliseconds.
        Of([Sent($$"""{"page":"/a","ts":{{Now.ToUnixTimeSeconds()}}}""", Now)])!
            .Sentence.ShouldStartWith(
                "1 of 1 click of 'clicks' (100 %) would be retimed: their times are none of 1990 to 2099."
            );
    }

    [Fact]
    public void Times_that_cannot_be_read_are_told_after_what_would_not_be_counted()
    {
        var found = Of([Sent("""{"page":"/a","ts":"noon"}""", Now), Click(-7_500), Click(0)]);

        found!.Sentence.ShouldStartWith("1 of 3 clicks of 'clicks' (33.3 %) would be too_late");
        found.Sentence.ShouldEndWith(
            "1 of 3 clicks of 'clicks' (33.3 %) have a time that cannot be read, and count when they were sent."
        );
    }

    [Fact]
    public void A_timestamp_that_cannot_be_is_no_measure_and_the_brokers_always_is()
    {
        var own = $$"""{"page":"/a","ts":{{Now.AddHours(-2).ToUnixTimeMilliseconds()}}}""";
        var inSeconds = new KafkaMessage(
            "clicks",
            0,
            0,
            Now.AddHours(-2).ToUnixTimeSeconds(),
            Key: null,
            Encoding.UTF8.GetBytes(own)
        );

        Of([inSeconds])!
            .Sentence.ShouldContain(
                "are up to 2 h 0 min older than their messages, or than now where a message's timestamp cannot be"
            );
        // Appended by a broker whose clock is an hour ahead of this machine's.
        Of([
            Sent($$"""{"page":"/a","ts":{{Ms(Now)}}}""", Now.AddHours(1)) with
            {
                IsLogAppendTime = true,
            },
        ])!
            .Sentence.ShouldContain("up to 1 h 0 min older than their messages, and");
    }

    [Fact]
    public void Rows_of_counts_are_of_their_second_whatever_is_believed_of_clicks()
    {
        var found = Of(
            [Row(-3_600), Row(-10), Row(60)],
            "counts",
            ("Time", "message"),
            ("Live__AllowedLateness", "00:30:00")
        );

        found!.Sentence.ShouldBe(
            "1 of 3 rows of 'clicks' (33.3 %) would be too_late: they are up to 1 h 0 min older than their messages, and ClickDash:Live:AllowedLateness is 00:30:00. Raise it. "
                + "1 of 3 rows of 'clicks' (33.3 %) would be malformed: their seconds are up to 1 min 0 s later than their messages, and 10 s are allowed."
        );
    }

    [Fact]
    public void Of_messages_that_are_no_clicks_nothing_is_said() =>
        Of([Sent("""{"path":"/a"}""", Now)]).ShouldBeNull();

    private static KafkaMessage Click(int seconds) =>
        Sent($$"""{"page":"/a","ts":{{Ms(Now.AddSeconds(seconds))}}}""", Now);

    private static KafkaMessage Row(int seconds) =>
        Sent(
            $$"""{"page":"/a","second":{{Now.AddSeconds(seconds).ToUnixTimeSeconds()}},"count":2}""",
            Now
        );

    private static KafkaMessage Sent(string value, DateTimeOffset at) =>
        new("clicks", 0, 0, Ms(at), Key: null, Encoding.UTF8.GetBytes(value));

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static Diagnosis? Of(
        KafkaMessage[] messages,
        params (string Name, string Value)[] settings
    ) => Of(messages, "clicks", settings);

    private static Diagnosis? Of(
        KafkaMessage[] messages,
        string format,
        params (string Name, string Value)[] settings
    ) =>
        new TimeChecks(
            new ServerSettings(
                settings.Select(one => KeyValuePair.Create($"ClickDash__{one.Name}", one.Value))
            ),
            Now
        ).Of(new TopicToRead("clicks", format, new FormatOptions()), messages);
}
