using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>
/// Looks at topics for people's tools: it creates none by asking, joins no group and commits nothing. Belongs to one
/// thread. Every method throws <see cref="KafkaFatalException"/> where the broker does not answer or refuses.
/// </summary>
public sealed class TopicBrowser : IDisposable
{
    // Under ten seconds, so that a wrong address is told while one still looks.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly IAdminClient _admin;
    private readonly string _servers;
    private readonly string? _user;
    private volatile Error? _lastError;

    /// <param name="bootstrapServers"><c>host:port</c>, several separated by commas.</param>
    /// <param name="client">Further librdkafka properties; null for none.</param>
    /// <param name="group">Whose committed offsets are asked for; it is not joined.</param>
    public TopicBrowser(
        string bootstrapServers,
        IReadOnlyDictionary<string, string>? client = null,
        string group = "clickdash-cli"
    )
    {
        _servers = bootstrapServers;
        _user = client?.GetValueOrDefault("sasl.username");
        var config = ConsumerSettings.For(
            new KafkaOptions
            {
                GroupId = group,
                Client = new Dictionary<string, string>(client ?? new Dictionary<string, string>()),
            },
            bootstrapServers
        );
        config.EnableAutoCommit = false;
        // The end of a partition is told, also where its last offsets hold no message.
        config.EnablePartitionEof = true;
        // Someone who looks does not care for what was deleted meanwhile.
        config.AutoOffsetReset = AutoOffsetReset.Earliest;
        config.ConsumeResultFields = "timestamp,topic";
        try
        {
            _consumer = new ConsumerBuilder<byte[]?, byte[]?>(config)
                .SetKeyDeserializer(Deserializers.ByteArray!)
                .SetValueDeserializer(Deserializers.ByteArray!)
                .SetLogHandler((_, _) => { })
                .SetErrorHandler((_, error) => _lastError = error)
                .Build();
        }
        catch (Exception e)
            when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw ClientProperties.Refused();
        }

        _admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
    }

    /// <summary>Why nothing comes, while the broker cannot be reached; null while it can, as far as is known.</summary>
    public string? Problem =>
        _lastError is { Code: ErrorCode.Local_AllBrokersDown } error
            ? StatusMessages.Unreachable(_servers, error).Text
            : null;

    /// <summary>Every topic with its partitions, by name.</summary>
    public IReadOnlyList<(string Topic, IReadOnlyList<int> Partitions)> Topics() =>
        Ask(() =>
            _admin
                .GetMetadata(Timeout)
                .Topics.Where(topic => topic.Error.Code == ErrorCode.NoError)
                .OrderBy(topic => topic.Topic, StringComparer.Ordinal)
                .Select(topic =>
                    (
                        topic.Topic,
                        (IReadOnlyList<int>)
                            [.. topic.Partitions.Select(partition => partition.PartitionId).Order()]
                    )
                )
                .ToArray()
        );

    /// <summary>A topic's partitions with the offsets that the broker has.</summary>
    public IReadOnlyList<PartitionRange> Ranges(string topic)
    {
        var found = Ask(() => _admin.GetMetadata(topic, Timeout)).Topics[0];
        return found.Error.Code switch
        {
            ErrorCode.NoError when found.Partitions.Count > 0 => Ranges(
                topic,
                [.. found.Partitions.Select(partition => partition.PartitionId).Order()]
            ),
            ErrorCode.NoError
            or ErrorCode.UnknownTopicOrPart
            or ErrorCode.Local_UnknownTopic
            or ErrorCode.LeaderNotAvailable => throw new KafkaFatalException(
                $"There is no topic '{topic}' on {_servers}. 'clickdash topics' lists those that are there."
            ),
            _ => throw new KafkaFatalException(
                Once(StatusMessages.Refused(topic, _servers, _user, found.Error).Text)
            ),
        };
    }

    /// <summary>These partitions of a topic with the offsets that the broker has.</summary>
    public IReadOnlyList<PartitionRange> Ranges(string topic, IReadOnlyList<int> partitions) =>
        Ask(() =>
            partitions
                .Select(partition =>
                {
                    var marks = _consumer.QueryWatermarkOffsets(
                        new TopicPartition(topic, partition),
                        Timeout
                    );
                    return new PartitionRange(topic, partition, marks.Low, marks.High);
                })
                .ToArray()
        );

    /// <summary>The partitions from where reading is to start: their ends, their beginnings, their newest messages, or a time.</summary>
    public IReadOnlyList<PartitionRange> From(
        IReadOnlyList<PartitionRange> partitions,
        StartFrom start
    )
    {
        if (start.Newest is { } newest)
        {
            return
            [
                .. partitions.Select(partition =>
                    partition with
                    {
                        Low = Math.Max(partition.Low, partition.End - newest),
                    }
                ),
            ];
        }

        if (start.Time is not { } time)
        {
            return start.IsLatest
                ? [.. partitions.Select(partition => partition with { Low = partition.End })]
                : partitions;
        }

        var at = new Timestamp(time.UtcDateTime, TimestampType.CreateTime);
        var found = Ask(() =>
            _consumer.OffsetsForTimes(
                partitions.Select(partition => new TopicPartitionTimestamp(At(partition), at)),
                Timeout
            )
        );
        return
        [
            .. partitions.Select(partition =>
            {
                var offset = found.Find(one => one.TopicPartition == At(partition))!.Offset;
                // Nothing as new as that time yet.
                return partition with { Low = offset.Value >= 0 ? offset.Value : partition.End };
            }),
        ];
    }

    /// <summary>The group's committed offsets in the order of the partitions; null where it has none.</summary>
    public IReadOnlyList<long?> Committed(IReadOnlyList<PartitionRange> partitions)
    {
        var found = Ask(() => _consumer.Committed(partitions.Select(At), Timeout));
        return
        [
            .. partitions.Select(partition =>
                found.Find(one => one.TopicPartition == At(partition))?.Offset is { Value: >= 0 } at
                    ? at.Value
                    : (long?)null
            ),
        ];
    }

    /// <summary>Reads the messages of these stretches, as far as they are there; in the order they arrive.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<KafkaMessage> Read(
        IReadOnlyCollection<PartitionRange> stretches,
        CancellationToken cancellation
    )
    {
        var ends = stretches
            .Where(stretch => stretch.Count > 0)
            .ToDictionary(At, stretch => stretch.End);
        Assign(stretches.Where(stretch => stretch.Count > 0));
        while (ends.Count > 0)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Timeout);
            var result = Consume(patience.Token);
            cancellation.ThrowIfCancellationRequested();
            if (result is null)
            {
                throw new KafkaFatalException(
                    Once(StatusMessages.Unreachable(_servers, _lastError).Text)
                );
            }

            if (!ends.TryGetValue(result.TopicPartition, out var end))
            {
                continue;
            }

            if (!result.IsPartitionEOF && result.Offset.Value < end)
            {
                yield return Message(result);
            }

            if (result.IsPartitionEOF || result.Offset.Value >= end - 1)
            {
                ends.Remove(result.TopicPartition);
            }
        }
    }

    /// <summary>Follows partitions from their <see cref="PartitionRange.Low"/> on, with <see cref="Next"/>.</summary>
    public void Follow(IEnumerable<PartitionRange> partitions) => Assign(partitions);

    /// <summary>The next message; null where none came in the time.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public KafkaMessage? Next(TimeSpan wait, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var result = _consumer.Consume(wait);
            if (result is null)
            {
                return null;
            }

            _lastError = null;
            return result.IsPartitionEOF ? null : Message(result);
        }
        catch (ConsumeException e)
        {
            throw Refused(e);
        }
    }

    public void Dispose()
    {
        _admin.Dispose();
        _consumer.Close();
        _consumer.Dispose();
    }

    private static TopicPartition At(PartitionRange partition) =>
        new(partition.Topic, partition.Partition);

    private static KafkaMessage Message(ConsumeResult<byte[]?, byte[]?> result) =>
        new(
            result.Topic,
            result.Partition.Value,
            result.Offset.Value,
            result.Message.Timestamp is { Type: not TimestampType.NotAvailable } time
                ? time.UnixTimestampMs
                : null,
            result.Message.Key,
            result.Message.Value
        )
        {
            IsLogAppendTime = result.Message.Timestamp.Type == TimestampType.LogAppendTime,
        };

    private static string Once(string sentence) =>
        sentence.Replace(" Trying again.", "", StringComparison.Ordinal);

    private void Assign(IEnumerable<PartitionRange> partitions) =>
        _consumer.Assign(
            partitions.Select(partition => new TopicPartitionOffset(At(partition), partition.Low))
        );

    private ConsumeResult<byte[]?, byte[]?>? Consume(CancellationToken cancellation)
    {
        try
        {
            return _consumer.Consume(cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (ConsumeException e)
        {
            throw Refused(e);
        }
    }

    private KafkaFatalException Refused(ConsumeException e) =>
        new(
            Once(
                StatusMessages.Refused(e.ConsumerRecord.Topic ?? "", _servers, _user, e.Error).Text
            ),
            e
        );

    private T Ask<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (KafkaException e)
        {
            throw new KafkaFatalException(
                Once(StatusMessages.Unreachable(_servers, _lastError ?? e.Error).Text),
                e
            );
        }
    }
}
