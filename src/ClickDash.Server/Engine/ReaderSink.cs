using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using ClickDash.Core.Live;
using ClickDash.Kafka;

namespace ClickDash.Server.Engine;

/// <summary>
/// Takes what one reader reads of a topic, decodes it into a batch and hands that to the aggregator. While all its batches wait to be counted
/// it makes the reader wait: never a loss, never unbounded. Belongs to the reader's thread.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The aggregator may give a batch back after the reader has gone; the event goes with both."
)]
internal sealed class ReaderSink : IReaderSink
{
    // One that is filled, one that is counted, one on its way: a reader seldom waits, and the aggregator is seldom behind.
    private const int Batches = 3;

    private readonly TopicIntake _topic;
    private readonly Action<ClickBatch, IReadOnlyList<PartitionEnd>> _count;
    private readonly Action<int, long, long, LossReason> _lose;
    private readonly Aggregator _aggregator;
    private readonly ClickDecoder _decoder;
    private readonly FormatWatch _watch;
    private readonly TapWatch _taps;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<Parcel> _free = new();
    private readonly AutoResetEvent _freed = new(initialState: false);
    private Parcel _parcel;

    /// <param name="topic">Whose messages it takes.</param>
    /// <param name="count">What the aggregator does with a batch and the ends that were reached.</param>
    /// <param name="lose">What it does where messages of a partition are gone: from an offset to another, and why.</param>
    /// <param name="aggregator">Owns what is counted.</param>
    /// <param name="decoder">Reads the messages.</param>
    /// <param name="watch">Sees whether they are of the format.</param>
    /// <param name="taps">Knows taps again.</param>
    /// <param name="time">The reader's clock.</param>
    public ReaderSink(
        TopicIntake topic,
        Action<ClickBatch, IReadOnlyList<PartitionEnd>> count,
        Action<int, long, long, LossReason> lose,
        Aggregator aggregator,
        ClickDecoder decoder,
        FormatWatch watch,
        TapWatch taps,
        TimeProvider time
    )
    {
        (_topic, _count, _lose) = (topic, count, lose);
        (_aggregator, _decoder) = (aggregator, decoder);
        (_watch, _taps, _time) = (watch, taps, time);
        for (var i = 0; i < Batches; i++)
        {
            _free.Enqueue(new Parcel(this));
        }

        _parcel = Free();
    }

    public void Begin(IReadOnlyList<PartitionStart> starts)
    {
        Flush();
        _topic.Begin(starts);
    }

    public void Take(in MessageView message)
    {
        var hasClick = _decoder.Decode(
            _parcel.Batch,
            message.Partition,
            message.Offset,
            new MessageTime(message.Timestamp, message.IsLogAppendTime),
            message.LeaderEpoch,
            message.Key,
            message.Value,
            message.IsNull
        );
        _watch.Note(message.Value, hasClick);
        _taps.Look(message.Key, _time);
    }

    public void Reached(int partition, long offset) =>
        _parcel.Ends.Add(new PartitionEnd(partition, offset));

    public void Lost(int partition, long from, long to, LossReason reason)
    {
        Flush();
        _aggregator.Post(() => _lose(partition, from, to, reason));
    }

    public void Flush()
    {
        if (_parcel.Batch.Count == 0 && _parcel.Ends.Count == 0)
        {
            return;
        }

        _parcel.Batch.Arrived = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _aggregator.Post(_parcel.Count);
        _parcel = Free();
        if (_watch.TakeSample() is { } sample)
        {
            _topic.AdviseOnFormat(_watch, sample);
        }
    }

    private Parcel Free()
    {
        Parcel? free;
        while (!_free.TryDequeue(out free))
        {
            _freed.WaitOne();
        }

        return free;
    }

    /// <summary>A batch and the ends that were reached while it was filled, and the work that counts them.</summary>
    private sealed class Parcel
    {
        public Parcel(ReaderSink sink) =>
            Count = () =>
            {
                try
                {
                    sink._count(Batch, Ends);
                }
                finally
                {
                    // A reader that waits for room must end too.
                    Batch.Clear();
                    Ends.Clear();
                    sink._free.Enqueue(this);
                    sink._freed.Set();
                }
            };

        public ClickBatch Batch { get; } = new();

        public List<PartitionEnd> Ends { get; } = [];

        /// <summary>Counts it on the aggregator's thread, then gives it back.</summary>
        public Action Count { get; }
    }
}

/// <summary>A partition's end.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Offset">The offset after all that is there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PartitionEnd(int Partition, long Offset);
