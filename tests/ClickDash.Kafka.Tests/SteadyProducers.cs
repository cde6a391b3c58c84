using Confluent.Kafka;

namespace ClickDash.Kafka.Tests;

/// <summary>Producers that send without a break, one a codec, each message exactly once whatever the cluster does meanwhile.</summary>
internal sealed class SteadyProducers : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(40);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task<List<string>>[] _producers;

    public SteadyProducers(string servers, string topic, IEnumerable<string> codecs) =>
        _producers = [
            .. codecs.Select(codec =>
                Task.Run(() => SendAsync(servers, topic, codec, _stop.Token))
            ),
        ];

    /// <summary>Stops sending, waits until all has arrived, and gives what was sent.</summary>
    public async Task<IReadOnlyList<string>> FinishAsync()
    {
        await _stop.CancelAsync();
        return [.. (await Task.WhenAll(_producers)).SelectMany(sent => sent)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // What went wrong was for FinishAsync.
        await Task.WhenAny(Task.WhenAll(_producers));
    }

    private static async Task<List<string>> SendAsync(
        string servers,
        string topic,
        string codec,
        CancellationToken stop
    )
    {
        var sent = new List<string>();
        using var producer = new ProducerBuilder<Null, string>(
            new ProducerConfig
            {
                BootstrapServers = servers,
                EnableIdempotence = true,
                LingerMs = 20,
                MessageTimeoutMs = 120_000,
                CompressionType = Enum.Parse<CompressionType>(codec, ignoreCase: true),
            }
        ).SetLogHandler((_, _) => { }).Build();
        var failed = 0;
        using var pace = new PeriodicTimer(Between);
        while (
            !stop.IsCancellationRequested && await pace.WaitForNextTickAsync(CancellationToken.None)
        )
        {
            for (var i = 0; i < 10; i++)
            {
                var value = $"{codec}-{sent.Count}";
                producer.Produce(
                    topic,
                    new Message<Null, string> { Value = value },
                    report => failed += report.Error.IsError ? 1 : 0
                );
                sent.Add(value);
            }
        }

        producer.Flush(CancellationToken.None);
        failed.ShouldBe(0);
        return sent;
    }
}
