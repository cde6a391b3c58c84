using System.Collections.Concurrent;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>
/// Reads again what an earlier run counted of some partitions, on a thread and with a client of its own, so that what is new waits for
/// nothing. Ends by itself once all is read. Each partition's end is told as reached.
/// </summary>
internal sealed class RefillThread : IPollHandler
{
    private const int QuietMilliseconds = 100;
    private static readonly TimeSpan LowPatience = TimeSpan.FromSeconds(5);

    private readonly string _topic;
    private readonly Func<IMessageSource> _connect;
    private readonly IReaderSink _sink;
    private readonly IReaderEvents _events;
    private readonly Dictionary<int, long> _from;
    private readonly HashSet<int> _begun = [];
    private readonly Dictionary<int, long> _until;
    private readonly ConcurrentQueue<int> _released = new();
    private readonly List<TopicPartition> _done = [];
    private readonly Thread _thread;
    private IMessageSource? _source;
    private volatile bool _isStopped;

    /// <param name="topic">The topic.</param>
    /// <param name="connect">Makes its client.</param>
    /// <param name="sink">Takes what it reads.</param>
    /// <param name="events">Is told what happens, on this thread.</param>
    /// <param name="starts">What is read: of each from its first offset to the one that counts.</param>
    public RefillThread(
        string topic,
        Func<IMessageSource> connect,
        IReaderSink sink,
        IReaderEvents events,
        IReadOnlyCollection<PartitionStart> starts
    )
    {
        (_topic, _connect, _sink, _events) = (topic, connect, sink, events);
        _from = starts.ToDictionary(start => start.Partition, start => start.From);
        _until = starts.ToDictionary(start => start.Partition, start => start.Offset);
        _thread = new Thread(Run) { IsBackground = true, Name = $"Kafka refill of {topic}" };
        _thread.Start();
    }

    /// <summary>Ends the reading of a partition, of which nothing is told any more.</summary>
    public void Release(int partition) => _released.Enqueue(partition);

    /// <summary>Asks it to end.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>Waits until the sink is told nothing more.</summary>
    public void WaitForEnd() => _thread.Join();

    void IPollHandler.OnMessage(in MessageView message)
    {
        if (!_until.TryGetValue(message.Partition, out var until))
        {
            return;
        }

        Begin(message.Partition, message.Offset);
        if (message.Offset < until)
        {
            _sink.Take(in message);
        }

        if (message.Offset >= until - 1)
        {
            End(message.Partition, until);
        }
    }

    void IPollHandler.OnEnd(int partition, long offset)
    {
        if (_until.TryGetValue(partition, out var until))
        {
            Begin(partition, until);
            End(partition, until);
        }
    }

    void IPollHandler.OnError(int partition, Error error)
    {
        if (error.IsFatal)
        {
            throw new KafkaException(error);
        }

        _events.Failed(error);
    }

    private void Run()
    {
        try
        {
            _source = _connect();
            try
            {
                Read(_source);
            }
            finally
            {
                // Its end may wait for a broker.
                ThreadPool.QueueUserWorkItem(_ => _source.Dispose());
            }
        }
        catch (Exception e)
        {
            _events.Ended(e);
        }
    }

    private void Read(IMessageSource source)
    {
        PartitionAssignment.Add(
            source.Consumer,
            _from.Select(one => new TopicPartitionOffset(_topic, one.Key, one.Value))
        );
        while (_until.Count > 0 && !_isStopped)
        {
            while (_released.TryDequeue(out var partition))
            {
                if (_until.Remove(partition))
                {
                    _done.Add(new TopicPartition(_topic, partition));
                }
            }

            source.Poll(QuietMilliseconds, this);
            _sink.Flush();
            if (_done.Count > 0)
            {
                source.Consumer.IncrementalUnassign(_done);
                _done.Clear();
            }
        }
    }

    /// <summary>The first offset of a partition came: those before it hold no message, or were deleted since it was decided to read them.</summary>
    private void Begin(int partition, long first)
    {
        if (_begun.Add(partition) && first > _from[partition])
        {
            var low = Math.Min(first, Low(partition) ?? first);
            if (low > _from[partition])
            {
                _sink.Lost(partition, _from[partition], low, LossReason.Deleted);
            }
        }
    }

    /// <summary>The oldest offset that the broker has of a partition; null where it does not answer.</summary>
    private long? Low(int partition)
    {
        try
        {
            return _source!
                .Consumer.QueryWatermarkOffsets(new TopicPartition(_topic, partition), LowPatience)
                .Low.Value;
        }
        catch (KafkaException e)
        {
            _events.Failed(e.Error);
            return null;
        }
    }

    private void End(int partition, long until)
    {
        _until.Remove(partition);
        _done.Add(new TopicPartition(_topic, partition));
        _sink.Reached(partition, until);
    }
}
