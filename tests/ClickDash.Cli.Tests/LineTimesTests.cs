using System.Text;
using ClickDash.Cli.Replay;

namespace ClickDash.Cli.Tests;

public sealed class LineTimesTests
{
    private const long ADay = 86_400_000;

    // 2026-02-28T23:30:05.123Z, and the day after it
    private const long Time = 1_772_321_405_123;

    [Theory]
    [InlineData(
        "access-log",
        "h - [x] [28/Feb/2026:23:30:05 +0000] \"GET / HTTP/1.1\" 200 5",
        "h - [x] [01/Mar/2026:23:30:05 +0000] \"GET / HTTP/1.1\" 200 5"
    )]
    [InlineData(
        "access-log",
        "\"h - - [01/Mar/2026:01:30:05 +0200] \\\"GET / HTTP/1.1\\\" 200 5\\n\"",
        "\"h - - [02/Mar/2026:01:30:05 +0200] \\\"GET / HTTP/1.1\\\" 200 5\\n\""
    )]
    [InlineData(
        "clicks",
        """{"page":"/ts","ts":1772321405123 }""",
        """{"page":"/ts","ts":1772407805123 }"""
    )]
    [InlineData(
        "clicks",
        """{"ts":"2026-02-28T23:30:05.123456Z","page":"/"}""",
        """{"ts":"2026-03-01T23:30:05.123456Z","page":"/"}"""
    )]
    [InlineData(
        "counts",
        """{"second":1772321405,"page":"/","count":1}""",
        """{"second":1772407805,"page":"/","count":1}"""
    )]
    [InlineData("fit5202", """{"Clicks":1,"ts":1772321405}""", """{"Clicks":1,"ts":1772407805}""")]
    [InlineData(
        "fit5202",
        """[{"Clicks":1,"ts":1772321400},{"Clicks":1,"ts":1772321405}]""",
        """[{"Clicks":1,"ts":1772407800},{"Clicks":1,"ts":1772407805}]"""
    )]
    [InlineData(
        "clf-json",
        """{"msec":"1772321405.123","uri":"/"}""",
        """{"msec":"1772407805.123","uri":"/"}"""
    )]
    [InlineData(
        "clf-json",
        """{"time_local":"28/Feb/2026:23:30:05 +0000","uri":"/"}""",
        """{"time_local":"01/Mar/2026:23:30:05 +0000","uri":"/"}"""
    )]
    [InlineData(
        "segment",
        """{"type":"page","receivedAt":"2026-02-28T23:30:06.000Z","timestamp":"2026-02-28T23:30:05.123Z"}""",
        """{"type":"page","receivedAt":"2026-03-01T23:30:06.000Z","timestamp":"2026-03-01T23:30:05.123Z"}"""
    )]
    [InlineData(
        "ga4",
        """{"event_timestamp":"1772321405123456"}""",
        """{"event_timestamp":"1772407805123456"}"""
    )]
    [InlineData(
        "posthog",
        """{"timestamp":"2026-02-28 23:30:05.123"}""",
        """{"timestamp":"2026-03-01 23:30:05.123"}"""
    )]
    [InlineData("matomo", """{"cdt":"2026-02-28 23:30:05"}""", """{"cdt":"2026-03-01 23:30:05"}""")]
    [InlineData(
        "wikimedia",
        """{"meta":{"dt":"2026-02-28T23:30:05Z"},"timestamp":1772321404}""",
        """{"meta":{"dt":"2026-03-01T23:30:05Z"},"timestamp":1772407804}"""
    )]
    [InlineData(
        "cloudevents",
        """{"time":"2026-02-28T23:30:09Z","data":{"ts":1772321405123}}""",
        """{"time":"2026-03-01T23:30:09Z","data":{"ts":1772407805123}}"""
    )]
    [InlineData(
        "iot-traffic",
        """{"timestamp":"2026-02-28 16:30:05"}""",
        """{"timestamp":"2026-03-01 16:30:05"}"""
    )]
    public void A_time_is_found_and_moved_as_it_is_written(string format, string line, string moved)
    {
        var times = LineTimes.Of(format)!;
        var bytes = Encoding.UTF8.GetBytes(line);
        var found = times.Find(bytes).ShouldNotBeNull();
        (found / 1000).ShouldBe(Time / 1000);
        var (text, time) = times.Move(bytes, ADay);
        Encoding.UTF8.GetString(text).ShouldBe(moved);
        time.ShouldBe(found + ADay);
    }

    [Fact]
    public void A_time_between_seconds_is_cut_where_only_seconds_can_be_said()
    {
        var times = LineTimes.Of("fit5202")!;
        var line = """{"Clicks":1,"ts":1772321405}"""u8.ToArray();
        times.Find(line);
        var (text, time) = times.Move(line, 1999);
        Encoding.UTF8.GetString(text).ShouldBe("""{"Clicks":1,"ts":1772321406}""");
        time.ShouldBe(1_772_321_406_000);
    }

    [Theory]
    [InlineData("clicks", "{\"ts\":1772321405123")]
    [InlineData("clicks", "{\"ts\":\"yesterday\"}")]
    [InlineData("clicks", "{\"ts\":17}")]
    [InlineData("clicks", "[{\"ts\":1772321405123}]")]
    [InlineData("access-log", "no bracket")]
    [InlineData("access-log", "h - - [28/Feb/2026:23")]
    public void Without_a_time_there_is_none(string format, string line) =>
        LineTimes.Of(format)!.Find(Encoding.UTF8.GetBytes(line)).ShouldBeNull();

    [Theory]
    [InlineData("plausible")]
    [InlineData("confluent-pageviews")]
    public void Formats_without_times_have_none(string format) =>
        LineTimes.Of(format).ShouldBeNull();
}
