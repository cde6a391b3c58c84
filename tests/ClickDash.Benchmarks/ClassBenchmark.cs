using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench class [--phones 30] [--seconds 20]</c>: a lesson rehearsed. A broker, a server, three producers, Spark, two browsers and
/// phones that tap; the browsers go through all scenes, each for so many seconds. No log may hold an error, and no page may
/// fail to be drawn.
/// </summary>
internal static class ClassBenchmark
{
    // What a lecturer goes through, and what a student beside it looks at.
    private static readonly string[] Projector =
    [
        "present",
        "",
        "values?preset=scenario-1",
        "values?preset=scenario-4",
        "words",
        "windows",
        "traffic",
        "together",
        "pipeline",
        "present",
    ];
    private static readonly string[] Student =
    [
        "",
        "scenes",
        "values?preset=scenario-2",
        "values?preset=scenario-3",
        "words",
        "windows",
        "traffic",
        "together",
        "desk",
        "join",
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var count = Arguments.Number(args, "--phones", 30);
        var seconds = Arguments.Number(args, "--seconds", 20);
        if (SparkRig.SkipReason is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        await using var broker = await KafkaBroker.StartOwnAsync();
        var servers = broker.BootstrapServers;
        await using var producers = new ClassProducers(servers);
        await producers.StartAsync();
        await using var server = await ProductServer.StartAsync([
            "--ClickDash:Kafka:BootstrapServers",
            servers,
            "--ClickDash:Kafka:StartFrom",
            "earliest",
        ]);
        await using var words = await SparkJob.StartAsync("words", servers);
        await using var counts = await SparkJob.StartAsync("counts", servers);
        using var phones = new TappingPhones(server.Address);
        await phones.JoinAsync(count);
        using var stop = new CancellationTokenSource();
        var tapping = phones.TapAsync(stop.Token);
        var troubles = await WalkAsync(server.Address, TimeSpan.FromSeconds(seconds));
        await stop.CancelAsync();
        await tapping;

        string[] wrong =
        [
            .. troubles,
            .. phones.Troubles,
            .. producers.Troubles,
            .. Errors("server", server.Log, " ERR]", " FTL]", "Unhandled"),
            .. Errors("Spark words", words.Log, " ERROR ", "Exception"),
            .. Errors("Spark counts", counts.Log, " ERROR ", "Exception"),
        ];
        foreach (var line in wrong)
        {
            Console.WriteLine(line);
        }

        return
        [
            new Figure("errors in all logs", wrong.Length, 0),
            new Figure("taps of phones", phones.Sent.Count, count, AtLeast: true),
        ];
    }

    private static async Task<IEnumerable<string>> WalkAsync(Uri server, TimeSpan each)
    {
        await using var browser = await BenchBrowser.StartAsync();
        var walks = new[]
        {
            new ClassWalk("projector", server, Projector, each),
            new ClassWalk("student", server, Student, each),
        };
        await Task.WhenAll(walks.Select(walk => walk.RunAsync(browser)));
        return walks.SelectMany(walk => walk.Troubles);
    }

    private static IEnumerable<string> Errors(string who, string log, params string[] marks) =>
        log.Split('\n')
            .Where(line => marks.Any(mark => line.Contains(mark, StringComparison.Ordinal)))
            .Select(line => $"{who}: {line}");
}
