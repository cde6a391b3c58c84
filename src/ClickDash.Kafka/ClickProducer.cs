using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>Sends messages and counts which arrived. Safe for use by several callers at once.</summary>
public sealed class ClickProducer : IDisposable
{
    // While the client's queue is full, it is tried again this often: a full queue takes far longer to send.
    private static readonly TimeSpan QueueFullWait = TimeSpan.FromMilliseconds(5);

    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly Action<DeliveryReport<byte[]?, byte[]?>> _report;
    private readonly string _servers;
    private long _sent;
    private long _delivered;
    private long _failed;
    private volatile Error? _lastError;
    private volatile TopicPartition _anywhere = new("", Partition.Any);

    /// <param name="bootstrapServers"><c>host:port</c>, several separated by commas.</param>
    /// <param name="client">Further librdkafka properties; null for none.</param>
    /// <exception cref="KafkaFatalException">A property is unknown or has a value that is not taken.</exception>
    public ClickProducer(
        string bootstrapServers,
        IReadOnlyDictionary<string, string>? client = null
    )
    {
        var config = new ProducerConfig
        {
            ClientId = "clickdash",
            // Together a message waits 5 ms at most for company, and a click of the past is not worth minutes of trying.
            LingerMs = 5,
            MessageTimeoutMs = 30_000,
            QueueBufferingMaxMessages = 200_000,
            ReconnectBackoffMaxMs = 1000,
            DeliveryReportFields = "none",
        };
        foreach (var (name, value) in client ?? new Dictionary<string, string>())
        {
            config.Set(name, value);
        }

        config.BootstrapServers = bootstrapServers;
        _servers = bootstrapServers;
        _report = Count;
        try
        {
            _producer = new ProducerBuilder<byte[]?, byte[]?>(config)
                .SetKeySerializer(Serializers.ByteArray!)
                .SetValueSerializer(Serializers.ByteArray!)
                .SetLogHandler((_, _) => { })
                .SetErrorHandler((_, error) => Note(error))
                .Build();
        }
        catch (Exception e)
            when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw ClientProperties.Refused();
        }
    }

    /// <summary>Messages handed over so far.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Messages that the broker has confirmed.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Messages that will never arrive.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Why the newest failure was; null while nothing failed.</summary>
    public string? LastProblem => _lastError?.Reason;

    /// <summary>Asks for the topic, which makes most brokers create it, and gives the number of its partitions.</summary>
    /// <exception cref="KafkaFatalException">No broker answers within the time, or it refuses the topic.</exception>
    public async Task<int> ConnectAsync(
        string topic,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        try
        {
            var asked = Task.Run(() => admin.GetMetadata(topic, timeout), cancellation);
            var found = (await asked.WaitAsync(cancellation)).Topics[0];
            return
                found.Error.Code is ErrorCode.TopicAuthorizationFailed or ErrorCode.TopicException
                ? throw new KafkaFatalException(
                    $"The broker {_servers} refuses the topic '{topic}': {found.Error.Reason}"
                )
                : found.Partitions.Count;
        }
        catch (KafkaException e)
        {
            throw new KafkaFatalException(
                StatusMessages
                    .Unreachable(_servers, _lastError ?? e.Error)
                    .Text.Replace(" Trying again.", "", StringComparison.Ordinal),
                e
            );
        }
    }

    /// <summary>Hands a message over; waits only while the client's queue is full.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="value">Its value, null for a tombstone. Belongs to the client from now on.</param>
    /// <param name="key">Its key, which chooses the partition; null for none.</param>
    /// <param name="timestamp">Its Kafka timestamp, epoch milliseconds; null for now.</param>
    /// <param name="partition">The partition; null for the client's choice.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public ValueTask SendAsync(
        string topic,
        byte[]? value,
        byte[]? key = null,
        long? timestamp = null,
        int? partition = null,
        CancellationToken cancellation = default
    )
    {
        var to = partition is { } one ? new TopicPartition(topic, one) : Anywhere(topic);
        var message = new Message<byte[]?, byte[]?>
        {
            Key = key,
            Value = value,
            Timestamp = timestamp is { } time
                ? new Timestamp(time, TimestampType.CreateTime)
                : Timestamp.Default,
        };
        return TrySend(to, message)
            ? ValueTask.CompletedTask
            : new ValueTask(SendLaterAsync(to, message, cancellation));
    }

    /// <summary>Waits until everything sent has arrived or failed.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before that.</exception>
    public Task FlushAsync(CancellationToken cancellation) =>
        Task.Run(() => _producer.Flush(cancellation), CancellationToken.None);

    /// <summary>Stops; what was not flushed is lost.</summary>
    public void Dispose() => _producer.Dispose();

    /// <summary>Most callers send to one topic: the same address serves all of its messages.</summary>
    private TopicPartition Anywhere(string topic)
    {
        var anywhere = _anywhere;
        if (anywhere.Topic != topic)
        {
            _anywhere = anywhere = new TopicPartition(topic, Partition.Any);
        }

        return anywhere;
    }

    private async Task SendLaterAsync(
        TopicPartition to,
        Message<byte[]?, byte[]?> message,
        CancellationToken cancellation
    )
    {
        do
        {
            await Task.Delay(QueueFullWait, cancellation);
        } while (!TrySend(to, message));
    }

    private bool TrySend(TopicPartition to, Message<byte[]?, byte[]?> message)
    {
        try
        {
            _producer.Produce(to, message, _report);
        }
        catch (ProduceException<byte[]?, byte[]?> e)
            when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
        catch (ProduceException<byte[]?, byte[]?> e) when (!e.Error.IsFatal)
        {
            // Refused on the spot, such as a message over the client's limit: counted like any other failure.
            _lastError = e.Error;
            Interlocked.Increment(ref _failed);
        }

        Interlocked.Increment(ref _sent);
        return true;
    }

    private void Note(Error error)
    {
        // "All brokers down" follows what explains it.
        if (error.Code != ErrorCode.Local_AllBrokersDown)
        {
            _lastError = error;
        }
    }

    private void Count(DeliveryReport<byte[]?, byte[]?> report)
    {
        if (report.Error.IsError)
        {
            _lastError = report.Error;
            Interlocked.Increment(ref _failed);
        }
        else
        {
            Interlocked.Increment(ref _delivered);
        }
    }
}
