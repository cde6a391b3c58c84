using System.Runtime.InteropServices;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// What a reader decoded of some messages of one topic, as rows: messages, their clicks, the clicks' values and the values' texts.
/// It belongs to the reader while it is filled and to the aggregator while it is counted, and is used again afterwards.
/// </summary>
public sealed class ClickBatch
{
    // A usual poll of 4,096 clicks fits; larger ones grow it.
    private const int FirstMessages = 4096;

    private MessageRow[] _messages = new MessageRow[FirstMessages];
    private ClickRow[] _clicks = new ClickRow[FirstMessages];
    private int[] _values = new int[FirstMessages * 4];
    private int _clickCount;
    private int _valueCount;

    /// <summary>How many messages it holds.</summary>
    public int Count { get; private set; }

    /// <summary>When its messages were read, in epoch milliseconds.</summary>
    public long Arrived { get; set; }

    /// <summary>A message.</summary>
    public ref readonly MessageRow this[int index] => ref _messages[index];

    /// <summary>The clicks of a message, in its order.</summary>
    public ReadOnlySpan<ClickRow> Clicks(in MessageRow message) =>
        _clicks.AsSpan(message.FirstClick, message.Clicks);

    /// <summary>The values of all clicks, each once.</summary>
    public BatchValues Values { get; } = new();

    /// <summary>The indexes in <see cref="Values"/> of a click's values that are not absent.</summary>
    public ReadOnlySpan<int> ValuesOf(in ClickRow click) =>
        _values.AsSpan(click.FirstValue, click.Values);

    /// <summary>Empties it for the next messages.</summary>
    public void Clear()
    {
        Count = _clickCount = _valueCount = 0;
        Values.Clear();
    }

    /// <summary>The number of the next click: where a message's clicks begin.</summary>
    internal int NextClick => _clickCount;

    /// <summary>The number of the next value: where a click's values begin.</summary>
    internal int NextValue => _valueCount;

    internal void Add(in MessageRow message) => Place(ref _messages, Count++) = message;

    internal void Add(in ClickRow click) => Place(ref _clicks, _clickCount++) = click;

    /// <summary>Adds a value of the next click, copying its text where no click has had it.</summary>
    internal void Add(Dimension dimension, ulong hash, ReadOnlySpan<byte> text) =>
        Place(ref _values, _valueCount++) = Values.Add(dimension, hash, text);

    /// <summary>Takes back the clicks since a number: of a message that turns out to be malformed, none is kept.</summary>
    internal void TakeBack(int nextClick, int nextValue) =>
        (_clickCount, _valueCount) = (nextClick, nextValue);

    private static ref T Place<T>(ref T[] rows, int at)
    {
        if (at == rows.Length)
        {
            Array.Resize(ref rows, rows.Length * 2);
        }

        return ref rows[at];
    }
}

/// <summary>One message.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Time">Its Kafka timestamp in epoch milliseconds.</param>
/// <param name="LeaderEpoch">The epoch of the leader that wrote it; -1 where it is not known.</param>
/// <param name="Reason">Why nothing of it is counted; <see cref="DropReason.None"/> where it is well.</param>
/// <param name="FirstClick">Where its clicks begin.</param>
/// <param name="Clicks">How many it has; a well-formed message without any is ignored.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessageRow(
    int Partition,
    long Offset,
    MessageTime Time,
    int LeaderEpoch,
    DropReason Reason,
    int FirstClick,
    int Clicks
)
{
    /// <summary>A hash of its key that is the same in all runs of a store, where rows are told by it; 0 where it has none.</summary>
    public long KeyHash { get; init; }

    /// <summary>Whether its value is null: it takes back what its key names.</summary>
    public bool IsTombstone { get; init; }
}

/// <summary>One click.</summary>
/// <param name="Time">Its own time.</param>
/// <param name="User">The user's salted hash; 0 where there is none.</param>
/// <param name="Weight">How many clicks it stands for.</param>
/// <param name="Row">As in <see cref="Click.Row"/>.</param>
/// <param name="Status">Its HTTP status; 0 where it has none.</param>
/// <param name="FirstValue">Where its values begin.</param>
/// <param name="Values">How many it has; none where its page is too large.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClickRow(
    ClickTime Time,
    ulong User,
    long Weight,
    UInt128 Row,
    int Status,
    int FirstValue,
    int Values
);

/// <summary>One value of clicks: its hash, by which it is looked up, and where its text lies.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ValueRow(ulong Hash, int Position, int Length, Dimension Dimension);
