using System.Diagnostics;
using System.Net;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench crash [--kills 50] [--outages 3] [--seconds 30]</c>: kills the server at random moments under 5,000 clicks a
/// second, then the broker for a while, again and again; after each, every count must equal what was sent.
/// </summary>
internal static class CrashBenchmark
{
    private const int ClicksASecond = 5000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var kills = Arguments.Number(args, "--kills", 50);
        var outages = Arguments.Number(args, "--outages", 3);
        var seconds = Arguments.Number(args, "--seconds", 30);
        var chance = new Random(5202);
        await using var broker = await KafkaBroker.StartOwnAsync();
        await using var rig = await CrashRig.StartAsync(broker, ClicksASecond);
        var wrong = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            await rig.SentAsync(rig.Messages + chance.Next(ClicksASecond / 4, ClicksASecond * 5));
            var start = Stopwatch.GetTimestamp();
            await rig.CrashAsync();
            var started = Stopwatch.GetElapsedTime(start).TotalSeconds;
            wrong += Tell(
                $"kill {kill}: started again in {started:0.0} s",
                await rig.DifferenceAsync()
            );
        }

        var (lost, unseen) = (0, 0);
        using var http = new HttpClient { BaseAddress = rig.Server.Address };
        for (var outage = 1; outage <= outages; outage++)
        {
            await broker.KillAsync();
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            var away = await ReadinessAsync(http);
            await broker.StartAgainAsync();
            lost += Tell(
                $"outage {outage}: the broker was away for {seconds} s",
                await rig.DifferenceAsync()
            );
            var back = await ReadinessAsync(http);
            Console.WriteLine($"  /healthz/ready said {(int)away} meanwhile and {(int)back} after");
            unseen += (away, back) is (HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK)
                ? 0
                : 1;
        }

        Console.WriteLine($"{rig.Messages:n0} messages were sent");
        return
        [
            new Figure($"wrong counts after {kills} kills of the server", wrong, 0),
            new Figure($"wrong counts after {outages} outages of the broker", lost, 0),
            new Figure("of these not shown by /healthz/ready", unseen, 0),
        ];
    }

    private static async Task<HttpStatusCode> ReadinessAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("healthz/ready", UriKind.Relative));
        return answer.StatusCode;
    }

    private static int Tell(string what, string? difference)
    {
        Console.WriteLine($"{what}: {difference ?? "exact"}");
        return difference is null ? 0 : 1;
    }
}
