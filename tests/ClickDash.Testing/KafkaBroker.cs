using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ClickDash.Testing;

/// <summary>A real Kafka broker of a test's own, or the running one that <see cref="KafkaInstallation.Variable"/> names.</summary>
public sealed class KafkaBroker : IAsyncDisposable
{
    private const string PidLine = "kafka-start: broker pid ";
    private const string ReadyLine = "kafka-start: ready";
    private const int MostAttempts = 3;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private readonly string? _folder;
    private readonly int _port;
    private readonly string[] _settings;
    private ChildProcess? _script;
    private int _brokerPid;

    private KafkaBroker(string bootstrapServers, string? folder, int port, string[] settings)
    {
        BootstrapServers = bootstrapServers;
        _folder = folder;
        _port = port;
        _settings = settings;
    }

    /// <summary>Its address, <c>host:port</c>.</summary>
    public string BootstrapServers { get; }

    /// <summary>A broker that is ready: the running one, if one is named, else one that is started on a free port.</summary>
    public static Task<KafkaBroker> StartAsync() =>
        KafkaInstallation.RunningBroker is { } running
            ? Task.FromResult(new KafkaBroker(running, folder: null, port: 0, []))
            : StartOwnAsync();

    /// <summary>A broker of the caller's own, which it may kill and start again.</summary>
    /// <param name="settings">
    /// Further broker settings, <c>name=value</c>, from the first of its ports: the client's, the controller's and two that
    /// are free. Null for none.
    /// </param>
    public static async Task<KafkaBroker> StartOwnAsync(
        Func<int, IEnumerable<string>>? settings = null
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            // kafka-start takes the next one up for its controller; two are for further listeners.
            var port = FreePorts.InARow(4);
            var folder = Directory.CreateTempSubdirectory("clickdash-kafka-").FullName;
            var broker = new KafkaBroker(
                $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}",
                folder,
                port,
                [.. settings?.Invoke(port) ?? []]
            );
            try
            {
                await broker.StartAgainAsync();
                return broker;
            }
            catch when (attempt < MostAttempts)
            {
                // A port that was free a moment ago may be another program's by now.
                await broker.DisposeAsync();
            }
            catch
            {
                await broker.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Starts a killed broker with the data that it had; returns when it is ready.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(
            Path.Combine(KafkaInstallation.Folder, "bin", "kafka-start")
        )
        {
            ArgumentList =
            {
                "--port",
                _port.ToString(CultureInfo.InvariantCulture),
                "--dir",
                _folder!,
            },
        };
        foreach (var setting in _settings)
        {
            start.ArgumentList.Add(setting);
        }

        start.Environment["KAFKA_HEAP_OPTS"] = "-Xmx512m -Xms128m";
        _script = ChildProcess.Start(start);
        var pid = await _script.LineAsync(PidLine, StartTimeout);
        _brokerPid = int.Parse(pid.AsSpan(PidLine.Length), CultureInfo.InvariantCulture);
        await _script.LineAsync(ReadyLine, StartTimeout);
    }

    /// <summary>Ends the broker as a power cut would (SIGKILL); its data stays.</summary>
    public async Task KillAsync()
    {
        if (_brokerPid != 0)
        {
            EndBroker();
            await _script!.ExitAsync(StartTimeout);
        }

        await _script!.DisposeAsync();
        (_script, _brokerPid) = (null, 0);
    }

    private void EndBroker()
    {
        try
        {
            using var broker = Process.GetProcessById(_brokerPid);
            broker.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Creates a topic and waits until it can be written to.</summary>
    public async Task CreateTopicAsync(
        string topic,
        int partitions,
        IDictionary<string, string>? settings = null
    )
    {
        using var admin = Admin();
        await admin.CreateTopicsAsync([
            new TopicSpecification
            {
                Name = topic,
                NumPartitions = partitions,
                ReplicationFactor = 1,
                Configs = settings is null ? null : new Dictionary<string, string>(settings),
            },
        ]);
    }

    /// <summary>Deletes a topic.</summary>
    public async Task DeleteTopicAsync(string topic)
    {
        using var admin = Admin();
        await admin.DeleteTopicsAsync([topic]);
    }

    /// <summary>Grows a topic to this many partitions.</summary>
    public async Task AddPartitionsAsync(string topic, int total)
    {
        using var admin = Admin();
        await admin.CreatePartitionsAsync([
            new PartitionsSpecification { Topic = topic, IncreaseTo = total },
        ]);
    }

    /// <summary>Deletes a partition's messages before an offset, as retention would.</summary>
    public async Task DeleteBeforeAsync(string topic, int partition, long offset)
    {
        using var admin = Admin();
        await admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, partition, offset)]);
    }

    /// <summary>A client for everything else.</summary>
    public IAdminClient Admin() =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers })
            .SetLogHandler((_, _) => { })
            .Build();

    /// <summary>Stops a broker that was started, and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_script is not null)
        {
            await KillAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
