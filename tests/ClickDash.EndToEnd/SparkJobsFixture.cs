using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>A broker with the messages of the lessons, and the jobs that read them, all at once.</summary>
public sealed class SparkJobsFixture : IAsyncLifetime
{
    /// <summary>A minute's beginning, epoch seconds: 2026-11-24T08:07:00Z.</summary>
    public const long Minute = 1_795_507_620;

    private readonly Dictionary<string, SparkJob> _jobs = [];
    private KafkaBroker? _broker;

    /// <summary>The jobs as the labs say to start them.</summary>
    internal static IReadOnlyList<string> Commands { get; } =
    [
        .. LabPage
            .Names.SelectMany(name => LabPage.Read(name).Blocks)
            .Where(block => block.Test == "spark")
            .Select(block => block.Code.Trim()),
    ];

    /// <summary>Why the jobs cannot run here; null where they can.</summary>
    public static string? SkipReason =>
        KafkaInstallation.SkipReason ?? SparkInstallation.SkipReason;

    /// <summary>The broker's address.</summary>
    public string Servers => _broker!.BootstrapServers;

    /// <summary>A job that runs.</summary>
    public SparkJob Job(string name) => _jobs[name];

    public async ValueTask InitializeAsync()
    {
        if (SkipReason is not null)
        {
            return;
        }

        // Its own, since the lessons' topics have fixed names.
        _broker = await KafkaBroker.StartOwnAsync();
        foreach (var (topic, messages) in Lessons())
        {
            await _broker.CreateTopicAsync(topic, partitions: 1);
            await TopicText.SendAsync(Servers, topic, messages);
        }

        var started = await Task.WhenAll(
            Commands.Select(async command =>
            {
                // spark/run JOB --bootstrap localhost:9092 and perhaps more.
                var words = command.Split(' ');
                return (words[1], await SparkJob.StartAsync(words[1], Servers, words[4..]));
            })
        );
        foreach (var (name, job) in started)
        {
            _jobs[name] = job;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_jobs.Values.Select(job => job.DisposeAsync().AsTask()));
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    /// <summary>Each with what is no message of its lesson, which the job is to pass over.</summary>
    private static IEnumerable<(string, (string?, string)[])> Lessons()
    {
        yield return (
            "words",
            [(null, "to be or not to be"), (null, "that is \t \"the\" question"), (null, "")]
        );
        yield return (
            "clickstream",
            [
                .. Enumerable.Range(0, 120).Select(i => Click(Minute + i, impressions: 3)),
                (null, $"[{Click(Minute + 1, 5).Item2},{Click(Minute + 121, 7).Item2}]"),
                (null, "\"no click\""),
                (null, """{"Clicks":1,"Impressions":"many","ts":"now"}"""),
            ]
        );
        yield return (
            "w10_access_log",
            [
                Line("24/Nov/2026:08:07:00 +0000", "/a?x=1", 200),
                Line("24/Nov/2026:08:07:00 +0000", "/a", 200),
                Line("24/Nov/2026:08:07:00 +0000", "/b", 404),
                Line("24/Nov/2026:19:07:01 +1100", "/a", 500),
                (null, "\"no line\""),
            ]
        );
        yield return (
            "week11_orig_data",
            [
                .. Enumerable
                    .Range(0, 30)
                    .Select(i => ((string?)null, $$"""{"ts":{{Minute + i}},"value":{{i}}}""")),
                (null, """{"ts":"soon","value":1}"""),
            ]
        );
        yield return (
            "Climate",
            [("r1r", "-37.81,144.96,21.5,40,12"), ("r1q", "-37.81,143.5,18,50,9"), ("r1r", "hot")]
        );
        yield return ("Fire", [("r1r", "-37.8,144.9,55.5,80"), ("r1p", "-38.2,144.1,61,90")]);
    }

    /// <summary>A click as the course sends it.</summary>
    public static (string?, string) Click(long ts, int impressions) =>
        (null, $$"""{"Clicks":1,"Impressions":{{impressions}},"ts":{{ts}}}""");

    private static (string?, string) Line(string time, string page, int status) =>
        (
            null,
            $"\"192.0.2.7 - - [{time}] \\\"GET {page} HTTP/1.1\\\" {status} 12 \\\"-\\\" \\\"Mozilla/5.0\\\"\\n\""
        );
}
