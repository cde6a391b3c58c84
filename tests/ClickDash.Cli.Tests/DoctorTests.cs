using System.Text;
using ClickDash.Cli.Doctor;
using ClickDash.Kafka;
using Microsoft.Data.Sqlite;

namespace ClickDash.Cli.Tests;

public sealed class DoctorTests : IDisposable
{
    private readonly string _folder = Directory
        .CreateTempSubdirectory("clickdash-doctor-")
        .FullName;

    private string Store => Path.Combine(_folder, "clickdash.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_topic_of_clicks_and_a_whole_store_are_well()
    {
        using var broker = EmbeddedBroker.Start();
        await SendAsync(broker, "clicks", """{"page":"/a"}""", DateTimeOffset.UtcNow, 20);
        Make(Store);
        var run = await DoctorAsync(broker, "clicks");
        run.Exit.ShouldBe(0, run.Output);
        Of(run, "broker").ShouldBe(("ok", $"{broker.BootstrapServers} answers."));
        Of(run, "topic").ShouldBe(("ok", "'clicks' has 4 partitions and 20 messages."));
        Of(run, "format").Verdict.ShouldBe("ok");
        Of(run, "clock").Verdict.ShouldBe("ok");
        Of(run, "folder").Verdict.ShouldBe("ok");
        Of(run, "in use").ShouldBe(("ok", "No server holds the store."));
        Of(run, "store").ShouldBe(("ok", $"{Store} is whole."));
        Directory.GetFiles(_folder, "*doctor*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_broker_the_store_is_still_looked_at()
    {
        var run = await Run.OfAsync("doctor", "--bootstrap", "127.0.0.1:1", "--store", Store);
        run.Exit.ShouldBe(1);
        Of(run, "broker").Verdict.ShouldBe("wrong");
        Of(run, "broker").Sentence.ShouldStartWith("The broker 127.0.0.1:1 does not answer.");
        Of(run, "store").ShouldBe(("ok", $"{Store} is not there yet; the server begins it."));
        File.Exists(Store).ShouldBeFalse();
    }

    [Fact]
    public async Task A_topic_that_is_not_there_stays_away_and_those_that_are_are_named()
    {
        using var broker = EmbeddedBroker.Start();
        await SendAsync(broker, "visits", """{"page":"/a"}""", DateTimeOffset.UtcNow, 1);
        var run = await DoctorAsync(broker, "click");
        run.Exit.ShouldBe(1);
        Of(run, "topic").Verdict.ShouldBe("wrong");
        Of(run, "topic").Sentence.ShouldEndWith("there are visits.");
        (await Run.OfAsync("topics", "--bootstrap", broker.BootstrapServers))
            .Columns.ShouldHaveSingleItem()[0]
            .ShouldBe("visits");
    }

    [Fact]
    public async Task Another_format_that_reads_the_messages_is_named()
    {
        using var broker = EmbeddedBroker.Start();
        await SendAsync(
            broker,
            "clicks",
            """{"Clicks": 2, "Impressions": 5, "ts": 1795137310}""",
            DateTimeOffset.UtcNow,
            5
        );
        var run = await DoctorAsync(broker, "clicks");
        run.Exit.ShouldBe(1);
        Of(run, "format").Verdict.ShouldBe("wrong");
        Of(run, "format").Sentence.ShouldEndWith("ClickDash:Format fit5202 reads 5.");
        (await DoctorAsync(broker, "clicks", "--format", "fit5202")).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task One_producers_clock_that_is_ahead_is_told_from_this_machines_that_is_behind()
    {
        using var broker = EmbeddedBroker.Start();
        var now = DateTimeOffset.UtcNow;
        await SendAsync(broker, "clicks", """{"page":"/a"}""", now.AddMinutes(5), 3);
        var all = await DoctorAsync(broker, "clicks");
        all.Exit.ShouldBe(1);
        Of(all, "clock").Verdict.ShouldBe("wrong");
        Of(all, "clock").Sentence.ShouldContain("this machine's clock is behind");

        await SendAsync(broker, "clicks", """{"page":"/a"}""", now, 3);
        var some = await DoctorAsync(broker, "clicks");
        some.Exit.ShouldBe(0, some.Output);
        Of(some, "clock").Verdict.ShouldBe("warning");
        Of(some, "clock").Sentence.ShouldStartWith("3 of the newest 6 messages");
    }

    [Fact]
    public async Task A_topic_that_has_gone_quiet_is_warned_of()
    {
        using var broker = EmbeddedBroker.Start();
        await SendAsync(
            broker,
            "clicks",
            """{"page":"/a"}""",
            DateTimeOffset.UtcNow.AddHours(-5),
            1
        );
        var run = await DoctorAsync(broker, "clicks");
        run.Exit.ShouldBe(0, run.Output);
        Of(run, "messages").Verdict.ShouldBe("warning");
        Of(run, "messages").Sentence.ShouldContain("is 5 h 0 min old");
    }

    [Fact]
    public async Task Clicks_that_would_be_too_late_are_warned_of()
    {
        using var broker = EmbeddedBroker.Start();
        var now = DateTimeOffset.UtcNow;
        await SendAsync(broker, "clicks", $$"""{"page":"/a","ts":{{Ago(0)}}}""", now, 17);
        (await DoctorAsync(broker, "clicks")).Output.ShouldContain("None of 17 clicks");

        await SendAsync(broker, "clicks", $$"""{"page":"/a","ts":{{Ago(3)}}}""", now, 3);
        var run = await DoctorAsync(broker, "clicks");

        run.Exit.ShouldBe(0, run.Output);
        Of(run, "times").Verdict.ShouldBe("warning");
        Of(run, "times")
            .Sentence.ShouldStartWith(
                "3 of 20 clicks of 'clicks' (15 %) would be too_late: they are up to 3 h 0 min older than their messages, and ClickDash:Live:AllowedLateness is 00:10:00."
            );

        long Ago(int hours) => now.AddHours(-hours).ToUnixTimeMilliseconds();
    }

    [Fact]
    public void A_store_that_a_server_holds_is_said_to_be_so_and_can_be_read()
    {
        Make(Store);
        using var server = new FileStream(
            $"{Store}.lock",
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None
        );
        var found = StoreChecks.Of(Store).ToDictionary(one => one.Check);
        found["in use"].Verdict.ShouldBe(Verdict.Ok);
        found["in use"].Sentence.ShouldStartWith("It is in use: a running server holds the store");
        found["store"].Verdict.ShouldBe(Verdict.Ok);
    }

    [Fact]
    public void A_damaged_store_is_wrong_and_stays_as_it_is()
    {
        byte[] content = [.. Enumerable.Repeat((byte)'x', 5000)];
        File.WriteAllBytes(Store, content);
        var store = StoreChecks.Of(Store).Single(one => one.Check == "store");
        store.Verdict.ShouldBe(Verdict.Wrong);
        store.Sentence.ShouldContain("put a backup in its place");
        File.ReadAllBytes(Store).ShouldBe(content);
    }

    [Fact]
    public void A_folder_that_is_not_there_yet_is_judged_by_the_one_above_and_not_made()
    {
        var found = StoreChecks.Of(Path.Combine(_folder, "a", "b", "c.db")).ToArray();
        found[0].ShouldBe(Diagnosis.Ok("folder", $"{_folder} can be written."));
        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void The_servers_environment_says_what_is_looked_at()
    {
        var settings = new ServerSettings(
            new Dictionary<string, string>
            {
                ["ClickDash__Kafka__BootstrapServers"] = "broker:9093",
                ["ClickDash__Kafka__Client__sasl_username"] = "me",
                ["ClickDash__Topics__0__Topic"] = "a",
                ["ClickDash__Topics__0__Format"] = "map",
                ["ClickDash__Topics__0__FormatOptions__Page"] = "/url",
                ["ClickDash__Topics__0__FormatOptions__TimeUnit"] = "seconds",
                ["ClickDash__Topics__1__Topic"] = "b",
                ["ClickDash__Store__Path"] = "/data/c.db",
                ["PATH"] = "/bin",
            }
        );
        settings.Bootstrap.ShouldBe("broker:9093");
        settings.Properties.ShouldHaveSingleItem().ShouldBe(new("sasl.username", "me"));
        settings.Store.ShouldBe("/data/c.db");
        settings
            .Topics.Select(one => (one.Topic, one.Format))
            .ShouldBe([("a", "map"), ("b", "clicks")]);
        settings.Topics[0].Options.Page.ShouldBe("/url");
    }

    [Fact]
    public void A_wrong_variable_is_named()
    {
        var settings = new ServerSettings(
            new Dictionary<string, string> { ["ClickDash__FormatOptions__PageSegments"] = "two" }
        );
        Should
            .Throw<UsageException>(() => settings.Topics)
            .Message.ShouldBe(
                "ClickDash__FormatOptions__PageSegments is 'two'; it takes a whole number."
            );
    }

    private Task<Run> DoctorAsync(EmbeddedBroker broker, string topic, params string[] more) =>
        Run.OfAsync([
            "doctor",
            "--bootstrap",
            broker.BootstrapServers,
            "--topic",
            topic,
            "--store",
            Store,
            .. more,
        ]);

    private static (string Verdict, string Sentence) Of(Run run, string check)
    {
        var row = run.Columns.Single(columns => columns[0] == check);
        return (row[1], row[2]);
    }

    private static void Make(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE second (at INTEGER)";
        command.ExecuteNonQuery();
    }

    private static async Task SendAsync(
        EmbeddedBroker broker,
        string topic,
        string value,
        DateTimeOffset time,
        int count
    )
    {
        using var producer = new ClickProducer(broker.BootstrapServers);
        for (var i = 0; i < count; i++)
        {
            await producer.SendAsync(
                topic,
                Encoding.UTF8.GetBytes(value),
                timestamp: time.ToUnixTimeMilliseconds()
            );
        }

        await producer.FlushAsync(CancellationToken.None);
        producer.Delivered.ShouldBe(count);
    }
}
