using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Benchmarks;

/// <summary>Many viewers, each with a connection of its own to the hub, who note when each message arrives.</summary>
internal sealed class Crowd(Uri server, IReadOnlyList<View> views)
{
    // As many shake hands at a time as a class does that scans a code together.
    private const int JoinAtATime = 64;

    private readonly ConcurrentBag<HubConnection> _connections = [];
    private ConcurrentBag<double> _delays = [];

    /// <summary>Connects viewers; returns when each has its first picture.</summary>
    public Task JoinAsync(int count) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = JoinAtATime },
            async (i, _) => await JoinAsync(views[i % views.Count])
        );

    /// <summary>Connects viewers, each at a random moment within a time.</summary>
    /// <returns>Seconds from each one's moment to its first picture, least first.</returns>
    public async Task<double[]> ComeBackAsync(int count, TimeSpan within)
    {
        var waits = await Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(async i =>
                {
                    await Task.Delay(within * Random.Shared.NextDouble());
                    var returned = TimeProvider.System.GetTimestamp();
                    await JoinAsync(views[i % views.Count]);
                    return TimeProvider.System.GetElapsedTime(returned).TotalSeconds;
                })
        );
        return [.. waits.Order()];
    }

    /// <summary>Drops all connections.</summary>
    public async Task LeaveAsync()
    {
        await Parallel.ForEachAsync(_connections, async (hub, _) => await hub.DisposeAsync());
        _connections.Clear();
    }

    /// <summary>Forgets the delays so far.</summary>
    public void Forget() => _delays = [];

    /// <summary>Milliseconds from tick to arrival, of every message since <see cref="Forget"/>, least first.</summary>
    public double[] Delays() => [.. _delays.Order()];

    private async Task JoinAsync(View view)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(server, "live")).Build();
        _connections.Add(hub);
        await hub.StartAsync();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = WatchAsync(hub, view, first);
        await first.Task;
    }

    private async Task WatchAsync(HubConnection hub, View view, TaskCompletionSource first)
    {
        try
        {
            await foreach (var arrival in hub.StreamAsync<Arrival>("Watch", view.Request))
            {
                _delays.Add((DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds - arrival.Now);
                first.TrySetResult();
            }
        }
        catch (Exception e)
        {
            // A connection that is dropped ends its stream; one that never saw a picture fails the run.
            first.TrySetException(e);
        }
    }

    /// <summary>A message of which only the time is read, so that the load leaves the cores to the server.</summary>
    [JsonConverter(typeof(ArrivalReader))]
    private sealed record Arrival(double Now);

    private sealed class ArrivalReader : JsonConverter<Arrival>
    {
        public override Arrival Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        )
        {
            var now = 0.0;
            var depth = reader.CurrentDepth;
            while (reader.Read() && reader.CurrentDepth > depth)
            {
                if (
                    reader.TokenType == JsonTokenType.PropertyName
                    && reader.ValueTextEquals("now"u8)
                )
                {
                    reader.Read();
                    now = reader.GetDouble();
                }
            }

            return new Arrival(now);
        }

        public override void Write(
            Utf8JsonWriter writer,
            Arrival value,
            JsonSerializerOptions options
        ) => throw new NotSupportedException("Arrivals are only read.");
    }
}
