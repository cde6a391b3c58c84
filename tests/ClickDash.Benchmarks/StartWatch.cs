using System.Diagnostics;
using System.Net.Http.Json;
using ClickDash.Core.Alerts;
using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>Looks at a server that has just been started until its pictures are true.</summary>
/// <param name="server">The server.</param>
/// <param name="site">What it is to show.</param>
/// <param name="rate">The site's clicks a second.</param>
/// <param name="started">When its process was started, as <see cref="Stopwatch"/> counts.</param>
internal sealed class StartWatch(ProductServer server, SteadySite site, int rate, long started)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private double Elapsed => Stopwatch.GetElapsedTime(started).TotalSeconds;

    /// <summary>Watches until all is true.</summary>
    public async Task<StartTimes> RunAsync()
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var poll = new PeriodicTimer(Look);
        var listening = Elapsed;
        double? picture = null;
        double? filter = null;
        var wrong = 0;
        string? said = null;
        string? amiss = null;
        while (picture is null || filter is null)
        {
            if (Elapsed > Patience.TotalSeconds)
            {
                throw new TimeoutException($"Not true after {Elapsed:0} s: {amiss}\n{server.Log}");
            }

            if (picture is null)
            {
                var seen = await SnapshotAsync(http, "window=900");
                var isCatchingUp = seen.Ingest.CatchingUp is not null;
                said = Tell(seen, said);
                // What it is said to be while it is read, or cannot be, is no claim.
                if (seen.Ingest.State == IngestState.Reading && !isCatchingUp)
                {
                    amiss = site.Difference(seen, isOnePage: false);
                    picture = amiss is null ? Elapsed : null;
                    wrong += seen.Kpi.Rate < rate / 2.0 ? 1 : 0;
                }
            }
            // A filter that nobody watches scans the whole log at each look: not before all is said to be there.
            else if (await IngestAsync(http) is { State: IngestState.Reading, Refilling: null })
            {
                var one = await SnapshotAsync(
                    http,
                    $"window=3600&filter=page:{SteadySite.OnePage}"
                );
                amiss =
                    one.Reach > one.Start
                        ? $"the filter's past begins {(one.Now - one.Reach) / 1000} s ago"
                        : site.Difference(one, isOnePage: true);
                filter = amiss is null ? Elapsed : null;
            }

            await poll.WaitForNextTickAsync();
        }

        var alerts = await http.GetFromJsonAsync("api/alerts", AlertJson.Default.AlertStatusArray);
        return new StartTimes(
            listening,
            picture.Value,
            filter.Value,
            wrong,
            alerts!.Sum(alert => alert.History.Count(change => change.To == AlertState.Firing))
        );
    }

    private string Tell(Snapshot seen, string? said)
    {
        var now =
            $"{seen.Ingest.State}, {(seen.Ingest.CatchingUp is null ? "live" : "catching up")}";
        if (now != said)
        {
            Console.WriteLine(
                $"  {Elapsed:0.0} s: {now}; {seen.Kpi.Rate:n0} clicks/s, {seen.Ingest.CatchingUp ?? 0:n0} left"
            );
        }

        return now;
    }

    private static async Task<IngestStatus?> IngestAsync(HttpClient http) =>
        (await http.GetFromJsonAsync("api/totals", WireJson.Default.Totals))!.Ingest;

    private static async Task<Snapshot> SnapshotAsync(HttpClient http, string query) =>
        (await http.GetFromJsonAsync($"api/snapshot?{query}", WireJson.Default.Snapshot))!;
}

/// <summary>When a started server was true, in seconds from its process's start.</summary>
/// <param name="Listening">It answers.</param>
/// <param name="Picture">The picture without a filter is true.</param>
/// <param name="Filter">One with a filter has its whole past.</param>
/// <param name="Wrong">How often a rate was wrong and shown as live.</param>
/// <param name="Alerts">How many alerts fired.</param>
internal sealed record StartTimes(
    double Listening,
    double Picture,
    double Filter,
    int Wrong,
    int Alerts
)
{
    /// <summary>The longer times of both, and all that was wrong.</summary>
    public StartTimes Worst(StartTimes other) =>
        new(
            Math.Max(Listening, other.Listening),
            Math.Max(Picture, other.Picture),
            Math.Max(Filter, other.Filter),
            Wrong + other.Wrong,
            Alerts + other.Alerts
        );

    public override string ToString() =>
        $"answers after {Listening:0.0} s, picture true after {Picture:0.0} s, filter whole after {Filter:0.0} s; {Wrong} wrong rates, {Alerts} false alerts";
}
