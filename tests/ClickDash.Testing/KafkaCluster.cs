using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ClickDash.Testing;

/// <summary>A cluster of three brokers of a test's own, whose nodes can be killed and started again one by one.</summary>
public sealed class KafkaCluster : IAsyncDisposable
{
    private const int Nodes = 3;
    private const int MostAttempts = 3;

    private static readonly string[] Settings =
    [
        "default.replication.factor=3",
        "offsets.topic.replication.factor=3",
        "offsets.topic.num.partitions=1",
        "transaction.state.log.replication.factor=3",
        "transaction.state.log.num.partitions=1",
        "transaction.state.log.min.isr=1",
        "group.initial.rebalance.delay.ms=0",
        // The death of a node is noticed within this.
        "broker.session.timeout.ms=3000",
        "broker.heartbeat.interval.ms=500",
        "replica.lag.time.max.ms=5000",
        "log.retention.check.interval.ms=1000",
        "log.initial.task.delay.ms=1000",
        "log.segment.delete.delay.ms=1000",
    ];

    private readonly string _folder;
    private readonly KafkaNode[] _nodes;

    private KafkaCluster(string folder, KafkaNode[] nodes)
    {
        (_folder, _nodes) = (folder, nodes);
        BootstrapServers = string.Join(',', nodes.Select(node => node.Address));
    }

    /// <summary>The addresses of all nodes, <c>host:port,…</c>.</summary>
    public string BootstrapServers { get; }

    /// <summary>Starts one; returns when all nodes take part.</summary>
    public static async Task<KafkaCluster> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("clickdash-cluster-").FullName;
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "log4j.properties"),
            [
                "log4j.rootLogger=WARN, out",
                "log4j.logger.kafka.server.KafkaRaftServer=INFO",
                "log4j.appender.out=org.apache.log4j.ConsoleAppender",
                "log4j.appender.out.layout=org.apache.log4j.PatternLayout",
                "log4j.appender.out.layout.ConversionPattern=%d %p %c %m%n",
            ]
        );
        var port = FreePorts.InARow(2 * Nodes);
        var nodes = Enumerable
            .Range(0, Nodes)
            .Select(index => new KafkaNode(index + 1, port + (2 * index), folder, Settings))
            .ToArray();
        var voters = string.Join(
            ',',
            Enumerable
                .Range(0, Nodes)
                .Select(index => $"{index + 1}@127.0.0.1:{port + (2 * index) + 1}")
        );
        var cluster = new KafkaCluster(folder, nodes);
        try
        {
            var id = NewId();
            foreach (var node in nodes)
            {
                await node.FormatAsync(id, voters, node == nodes[0] ? null : nodes[0]);
            }

            Array.ForEach(nodes, node => node.Start());
            await Task.WhenAll(nodes.Select(node => node.ReadyAsync()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends a node (1 to 3) as a power cut would; its data stays.</summary>
    public Task KillAsync(int node) => _nodes[node - 1].KillAsync();

    /// <summary>Lets a node hang: its connections stand, and it answers nothing.</summary>
    public void Suspend(int node) => _nodes[node - 1].Suspend();

    /// <summary>Lets it go on.</summary>
    public void Resume(int node) => _nodes[node - 1].Resume();

    /// <summary>The addresses of all nodes but one.</summary>
    public string BootstrapWithout(int node) =>
        string.Join(',', _nodes.Where((_, at) => at != node - 1).Select(one => one.Address));

    /// <summary>Ends a node in order.</summary>
    public Task StopAsync(int node) => _nodes[node - 1].StopAsync();

    /// <summary>Starts a node again; returns when it takes part.</summary>
    public Task StartAgainAsync(int node)
    {
        _nodes[node - 1].Start();
        return _nodes[node - 1].ReadyAsync();
    }

    /// <summary>Starts the nodes that a test left ended; returns when all take part.</summary>
    public Task StartMissingAsync() =>
        Task.WhenAll(
            Enumerable
                .Range(1, Nodes)
                .Where(node => !_nodes[node - 1].IsRunning)
                .Select(StartAgainAsync)
        );

    /// <summary>Creates a topic and says where its partitions lie.</summary>
    /// <param name="topic">Its name.</param>
    /// <param name="replicas">The nodes of each partition, its leader first.</param>
    /// <param name="settings">Further settings; null for none.</param>
    public async Task CreateTopicAsync(
        string topic,
        IReadOnlyList<int[]> replicas,
        Dictionary<string, string>? settings = null
    )
    {
        var wanted = new TopicSpecification
        {
            Name = topic,
            NumPartitions = replicas.Count,
            ReplicasAssignments = replicas
                .Select((nodes, partition) => (nodes, partition))
                .ToDictionary(one => one.partition, one => one.nodes.ToList()),
            Configs = settings,
        };
        for (var attempt = 1; ; attempt++)
        {
            using var admin = Admin();
            try
            {
                await admin.CreateTopicsAsync([wanted]);
                return;
            }
            catch (CreateTopicsException e)
                when (attempt > 1 && e.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
            {
                // An earlier attempt did it, whose answer did not come.
                return;
            }
            catch (KafkaException e) when (e.Error.IsLocalError && attempt < MostAttempts)
            {
                // The client found the cluster in the middle of a node's return, before it had asked for anything.
            }
        }
    }

    /// <summary>Deletes a topic.</summary>
    public async Task DeleteTopicAsync(string topic)
    {
        using var admin = Admin();
        await admin.DeleteTopicsAsync([topic]);
    }

    /// <summary>A client for everything else.</summary>
    public IAdminClient Admin() =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers })
            .SetLogHandler((_, _) => { })
            .Build();

    /// <summary>Ends all nodes and removes their data.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An id as Kafka writes them: 16 bytes in base64 for addresses.</summary>
    internal static string NewId()
    {
        while (true)
        {
            var id = Convert
                .ToBase64String(Guid.NewGuid().ToByteArray())
                .TrimEnd('=')
                .Replace('+', '-')
                .Replace('/', '_');
            // A leading dash would be read as an option.
            if (id[0] != '-')
            {
                return id;
            }
        }
    }
}
