using System.Text;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.Engine;

/// <summary>A preset on the wrong topic gives nothing but drops: the page and the log say which one would fit.</summary>
public sealed class FormatAdviceTests : IDisposable
{
    private const int Enough = 50;
    private const string Line =
        "10.0.0.1 - - [22/Nov/2026:12:00:00 +0000] \"GET /log HTTP/1.1\" 200 12 \"-\" \"curl/8\"";

    private readonly FakeTimeProvider _time = new(
        new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)
    );
    private readonly List<string> _warnings = [];
    private LiveEngine _engine = null!;
    private TopicFeed[] _feeds = [];
    private long _offset;

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_preset_that_fits_is_named_once_where_none_of_the_first_messages_is_read()
    {
        Start("clicks");
        Take(Enough - 1, Line);
        _engine.Ingest.FormatTrouble.ShouldBeNull();

        Take(1, "something else");
        Take(100, Line);

        const string Advice =
            "None of the 50 messages of clicks is of the format 'clicks'; 'access-log' fits 98 % of them. Set ClickDash:Format to access-log.";
        _engine.Ingest.FormatTrouble.ShouldBe(Advice);
        _engine.Ingest.Message.ShouldBe(Advice);
        _warnings.ShouldBe([Advice]);
    }

    [Fact]
    public void It_goes_away_when_clicks_come()
    {
        Start("clicks");
        Take(Enough, Line);
        Take(1, """{"page":"/shop"}""");
        Take(2 * Enough, Line);

        _engine.Ingest.FormatTrouble.ShouldBeNull();
        _engine.Ingest.Message.ShouldBe("Reading clicks.");
    }

    [Fact]
    public void One_click_among_the_first_messages_is_enough_to_say_nothing()
    {
        Start("clicks");
        Take(10, Line);
        Take(1, """{"page":"/shop"}""");
        Take(2 * Enough, Line);

        _engine.Ingest.FormatTrouble.ShouldBeNull();
        _warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_click_that_came_too_late_is_of_the_format_all_the_same()
    {
        Start("clicks");
        Take(2 * Enough, """{"page":"/shop","ts":1000000000000}""");

        _engine.Totals().Dropped["too_late"].ShouldBe(2 * Enough);
        _engine.Ingest.FormatTrouble.ShouldBeNull();
    }

    [Fact]
    public void A_schema_registrys_messages_are_named()
    {
        Start("clicks");
        Take(Enough, "\0\0\0\0\u0007\u0002\u0010");
        _engine.Ingest.FormatTrouble.ShouldNotBeNull().ShouldContain("50 are Avro or Protobuf");
    }

    [Fact]
    public void A_schema_registrys_json_is_named_where_no_format_reads_it()
    {
        Start("clicks");
        Take(Enough, "\0\0\0\0\u0007{\"page\":\"/shop\"}");
        _engine.Ingest.FormatTrouble.ShouldNotBeNull().ShouldContain("50 are JSON behind");
    }

    [Fact]
    public void What_no_preset_reads_leads_to_the_mapping()
    {
        Start("clicks");
        Take(Enough, """{"where":"/shop"}""");
        _engine.Ingest.FormatTrouble.ShouldNotBeNull().ShouldContain("the format map");
    }

    [Fact]
    public void Events_of_another_kind_are_named_as_such()
    {
        Start("segment");
        Take(Enough, """{"type":"track","userId":"u","timestamp":"2026-11-22T12:00:00Z"}""");
        _engine
            .Ingest.FormatTrouble.ShouldNotBeNull()
            .ShouldContain("is a click: 50 are other events of the format 'segment'");
    }

    [Fact]
    public void Options_under_which_nothing_is_read_are_named()
    {
        Start("fit5202", weight: "Impresions");
        Take(Enough, """{"Clicks":3,"Impressions":9,"ts":1795348800}""");
        _engine
            .Ingest.FormatTrouble.ShouldNotBeNull()
            .ShouldContain("without them it reads 100 %. Look at ClickDash:FormatOptions.");
    }

    [Fact]
    public void Large_messages_are_judged_before_there_are_many_of_them()
    {
        Start("clicks");
        Take(20, Line.PadRight(60_000, 'x'));
        _engine.Ingest.FormatTrouble.ShouldNotBeNull().ShouldStartWith("None of the 9 messages");
    }

    [Fact]
    public void Of_several_topics_the_one_with_the_wrong_preset_speaks_and_names_its_own_setting()
    {
        Start(
            new ClickDashSettings
            {
                Kafka = new KafkaOptions { BootstrapServers = "127.0.0.1:1" },
                Topics =
                [
                    new TopicSettings { Topic = "clicks" },
                    new TopicSettings { Topic = "logs" },
                ],
            }
        );
        Take(1, """{"page":"/shop"}""");
        _offset = 0;
        Take(Enough, Line, topic: 1);

        _engine.Ingest.Message.ShouldContain("messages of logs");
        _engine
            .Ingest.FormatTrouble.ShouldNotBeNull()
            .ShouldContain("Set ClickDash:Topics:1:Format to access-log.");
    }

    private void Start(string format, string? weight = null) =>
        Start(
            OfflineEngine.Settings with
            {
                Format = format,
                FormatOptions = new() { Weight = weight },
            }
        );

    private void Start(ClickDashSettings settings)
    {
        _engine = OfflineEngine.Create(_time, settings, new Warnings(_warnings));
        _feeds = [.. _engine.Topics.Select(topic => new TopicFeed(topic))];
        foreach (var feed in _feeds)
        {
            feed.Begin(offset: 0);
            feed.Reads();
        }
    }

    private void Take(int count, string value, int topic = 0)
    {
        var message = Encoding.UTF8.GetBytes(value);
        // As a reader polls them: what a sample holds is looked at between two polls.
        for (var i = 0; i < count; i++)
        {
            _feeds[topic].Take(_offset++, _time.GetUtcNow().ToUnixTimeMilliseconds(), [message]);
        }
    }

    private sealed class Warnings(List<string> warnings) : ILogger<LiveEngine>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => warnings.Add(formatter(state, exception));
    }
}
