using System.Collections.Concurrent;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>
/// Reads a share of the partitions on a thread and with a client of its own, and hands each message to its sink. What the
/// coordinator asks of it is done between two polls; nothing is shared with another reader.
/// </summary>
internal sealed class ReaderThread : IPollHandler
{
    // How long a quiet topic is waited for; what is asked of the reader is noticed as late as this.
    private const int QuietMilliseconds = 100;

    // How late the end of a pause is noticed.
    private const int PausedMilliseconds = 50;

    private readonly string _topic;
    private readonly IReaderSink _sink;
    private readonly ReadingPause? _pause;
    private readonly IReaderEvents _events;
    private readonly Func<IMessageSource> _connect;
    private readonly Func<IReadOnlyCollection<PartitionStart>, RefillThread> _refill;
    private readonly List<RefillThread> _refills = [];
    private readonly List<PartitionStart> _again = [];

    // Where an open transaction holds back the rest, the end that can be read comes before the one that was seen.
    private readonly HashSet<int> _atEnd = [];
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly TaskCompletionSource _ended = new();
    private readonly TaskCompletionSource _stop = new();
    private readonly Thread _thread;
    private PartitionPosition?[] _positions = [];
    private IMessageSource? _source;
    private bool _hasNews;

    /// <param name="number">Its number, from 0.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="connect">Makes its client.</param>
    /// <param name="refill">Begins to read again what partitions need.</param>
    /// <param name="sink">Takes what it reads.</param>
    /// <param name="pause">Lets reading rest; null where nothing does.</param>
    /// <param name="events">Is told what happens, on this reader's thread.</param>
    public ReaderThread(
        int number,
        string topic,
        Func<IMessageSource> connect,
        Func<IReadOnlyCollection<PartitionStart>, RefillThread> refill,
        IReaderSink sink,
        ReadingPause? pause,
        IReaderEvents events
    )
    {
        (_topic, _connect, _refill, _sink) = (topic, connect, refill, sink);
        (_pause, _events) = (pause, events);
        _thread = new Thread(Run)
        {
            IsBackground = true,
            Name = $"Kafka reader {number} of {topic}",
        };
        _thread.Start();
    }

    /// <summary>Begins to read partitions that it does not read.</summary>
    public void Begin(IReadOnlyList<(PartitionStart Start, PartitionPosition Position)> starts) =>
        _commands.Enqueue(() => BeginNow(starts));

    /// <summary>Ends the reading of these partitions; each is told as released.</summary>
    public void Release(IReadOnlyList<int> partitions) =>
        _commands.Enqueue(() =>
        {
            foreach (var partition in partitions)
            {
                ReleaseNow(partition);
                // Its topic is not there any more.
                StopRefill(partition);
            }
        });

    /// <summary>Goes on with a new client, which remembers nothing of a topic that was made anew: neither leaders nor their epochs.</summary>
    public void Renew() =>
        _commands.Enqueue(() =>
        {
            var old = _source!;
            _source = _connect();
            // Its end may wait for a broker.
            ThreadPool.QueueUserWorkItem(_ => old.Dispose());
        });

    /// <summary>Asks it to end.</summary>
    public void Stop() => _stop.TrySetResult();

    /// <summary>Waits until the sink is told nothing more.</summary>
    public void WaitForEnd() => _ended.Task.Wait();

    /// <summary>Waits until its client is gone too; false where that takes longer.</summary>
    public bool Join(TimeSpan patience) => _thread.Join(patience);

    void IPollHandler.OnMessage(in MessageView message)
    {
        if (Find(message.Partition) is { } position)
        {
            _sink.Take(in message);
            position.Pass(message.Offset, message.LeaderEpoch);
            _hasNews = true;
        }
    }

    void IPollHandler.OnEnd(int partition, long offset)
    {
        if (Find(partition) is { } position)
        {
            position.Reach(offset);
            _sink.Reached(partition, offset);
            _atEnd.Add(partition);
            _hasNews = true;
        }
    }

    void IPollHandler.OnError(int partition, Error error)
    {
        if (error.IsFatal)
        {
            throw new KafkaException(error);
        }

        if (
            error.Code
            is ErrorCode.Local_AutoOffsetReset
                or ErrorCode.OffsetOutOfRange
                or ErrorCode.Local_LogTruncation
        )
        {
            // What its offset means now is for the coordinator to find out.
            ReleaseNow(partition);
        }

        _events.Failed(error);
    }

    private void Run()
    {
        try
        {
            _source = _connect();
            while (!_stop.Task.IsCompleted)
            {
                while (_commands.TryDequeue(out var command))
                {
                    command();
                }

                if (_pause?.IsOn == true)
                {
                    // What comes meanwhile waits in the client's queue, and in the topic behind that.
                    _stop.Task.Wait(PausedMilliseconds);
                }
                else
                {
                    _source.Poll(QuietMilliseconds, this);
                }

                HandOver();
                BeginRefill();
            }
        }
        catch (Exception e)
        {
            _events.Ended(e);
        }
        finally
        {
            _refills.ForEach(refill => refill.Stop());
            _refills.ForEach(refill => refill.WaitForEnd());
            _ended.SetResult();
            _source?.Dispose();
        }
    }

    private void HandOver()
    {
        if (!_hasNews)
        {
            return;
        }

        _hasNews = false;
        _sink.Flush();
        foreach (var position in _positions)
        {
            position?.HandOver();
        }
    }

    private void BeginNow(IReadOnlyList<(PartitionStart Start, PartitionPosition Position)> starts)
    {
        _sink.Begin([.. starts.Select(one => one.Start)]);
        foreach (var (start, position) in starts)
        {
            if (start.Kind is SegmentStart.Recreated or SegmentStart.Truncated)
            {
                // What is there now is not what was counted.
                StopRefill(start.Partition);
            }
            else if (start.Kind == SegmentStart.Continued && start.From > start.Offset)
            {
                _sink.Lost(start.Partition, start.Offset, start.From, LossReason.Deleted);
                position.Reach(start.From);
            }

            if (start.Partition >= _positions.Length)
            {
                Array.Resize(ref _positions, start.Partition + 1);
            }

            _positions[start.Partition] = position;
        }

        _hasNews = true;
        PartitionAssignment.Add(
            _source!.Consumer,
            starts.Select(one => new TopicPartitionOffset(
                _topic,
                one.Start.Partition,
                Math.Max(one.Start.From, one.Start.Offset),
                // Another offset than the one that the epoch was seen at is not compared.
                one.Start.From <= one.Start.Offset
                && one.Start.LeaderEpoch >= 0
                    ? one.Start.LeaderEpoch
                    : null
            ))
        );
        _again.AddRange(starts.Select(one => one.Start).Where(start => start.From < start.Offset));
    }

    /// <summary>What is read again waits until what was there when reading began is read, as far as it can be: the first picture needs all of that.</summary>
    private void BeginRefill()
    {
        if (_again.Count > 0 && !_again.Exists(IsBehind))
        {
            _refills.Add(_refill([.. _again]));
            _again.Clear();
        }
    }

    private void StopRefill(int partition)
    {
        _again.RemoveAll(start => start.Partition == partition);
        _refills.ForEach(refill => refill.Release(partition));
    }

    private bool IsBehind(PartitionStart start) =>
        !_atEnd.Contains(start.Partition)
        && Find(start.Partition) is { } position
        && position.Next < start.End;

    private void ReleaseNow(int partition)
    {
        if (Find(partition) is { } position)
        {
            _positions[partition] = null;
            _atEnd.Remove(partition);
            _source!.Consumer.IncrementalUnassign([new TopicPartition(_topic, partition)]);
            _events.Released(partition, position.Keep());
        }
    }

    private PartitionPosition? Find(int partition) =>
        (uint)partition < (uint)_positions.Length ? _positions[partition] : null;
}
