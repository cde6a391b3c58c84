using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ClickDash.Core.Simulation;
using ClickDash.Kafka;

namespace ClickDash.Benchmarks;

/// <summary>The three producers of a lesson: clicks of a shop; values, words and vehicles as the course sends them.</summary>
/// <param name="servers">The broker.</param>
internal sealed class ClassProducers(string servers) : IAsyncDisposable
{
    private static readonly string[] Words = "the stream never ends but each window does".Split(
        ' '
    );
    private static readonly string[] Vehicles =
    [
        "Large Truck",
        "Small Truck",
        "Private Car",
        "Bus",
        "Taxi",
    ];

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly List<Task> _running = [];

    /// <summary>What could not be sent, in sentences.</summary>
    public IEnumerable<string> Troubles => _troubles;

    /// <summary>Starts them; returns when each has sent its first messages.</summary>
    public Task StartAsync()
    {
        var site = new SiteModel();
        var buffer = new ArrayBufferWriter<byte>(512);
        return Task.WhenAll(
            Start(
                "clicks",
                TimeSpan.FromMilliseconds(20),
                (time, chance) =>
                {
                    buffer.ResetWrittenCount();
                    site.Next(time.ToUnixTimeMilliseconds(), buffer);
                    return [("clicks", buffer.WrittenSpan.ToArray())];
                }
            ),
            Start(
                "values and words",
                TimeSpan.FromSeconds(1),
                (time, chance) =>
                    [
                        ("Week9-Topic", Text($"{time:HH:mm:ss}, {chance.Next(100)}")),
                        ("words", Text(string.Join(' ', chance.GetItems(Words, 5)))),
                    ]
            ),
            Start(
                "vehicles",
                TimeSpan.FromMilliseconds(200),
                (time, chance) => [("iot-data-event", Text(Vehicle(time, chance)))]
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    private async Task Start(
        string name,
        TimeSpan every,
        Func<DateTimeOffset, Random, (string Topic, byte[] Value)[]> next
    )
    {
        var producer = new ClickProducer(servers);
        var chance = new Random(5202);
        foreach (var (topic, value) in next(DateTimeOffset.Now, chance))
        {
            await producer.SendAsync(topic, value);
        }

        await producer.FlushAsync(_stop.Token);
        _running.Add(SendAsync(name, producer, every, chance, next));
    }

    private async Task SendAsync(
        string name,
        ClickProducer producer,
        TimeSpan every,
        Random chance,
        Func<DateTimeOffset, Random, (string Topic, byte[] Value)[]> next
    )
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                foreach (var (topic, value) in next(DateTimeOffset.Now, chance))
                {
                    await producer.SendAsync(topic, value);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The lesson is over.
        }

        await producer.FlushAsync(CancellationToken.None);
        if (producer.Failed > 0)
        {
            _troubles.Enqueue($"{name}: {producer.Failed} not sent: {producer.LastProblem}");
        }

        producer.Dispose();
    }

    private static string Vehicle(DateTimeOffset time, Random chance) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"vehicleId":"v-{{chance.Next(40)}}","vehicleType":"{{Vehicles[chance.Next(Vehicles.Length)]}}","routeId":"Route-{{chance.Next(3)}}","longitude":"{{-96 + chance.NextDouble():0.00000}}","latitude":"{{33 + chance.NextDouble():0.00000}}","timestamp":{{time.ToUnixTimeMilliseconds()}},"speed":{{chance.Next(20, 100)}},"fuelLevel":{{chance.Next(5, 40)}}}"""
        );

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
