using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>
/// Messages in the order they were read. Keys and values lie in one arena that is reused: everything a batch gives is
/// valid only until it is filled again. Belongs to the thread that fills it.
/// </summary>
public sealed class MessageBatch
{
    // A usual batch of 4,096 clicks of 200 bytes fits; larger ones grow it.
    private const int FirstArena = 1 << 20;

    // One batch of 900 KB messages must not hold its memory for ever.
    private const int LargestKeptArena = 16 << 20;

    private Entry[] _entries = new Entry[4096];
    private byte[] _arena = new byte[FirstArena];
    private int _used;
    private int _keyLength;
    private int _valueLength;

    /// <summary>A batch without messages.</summary>
    public MessageBatch()
    {
        Keys = new ArenaDeserializer(this, isKey: true);
        Values = new ArenaDeserializer(this, isKey: false);
    }

    /// <summary>How many messages it holds.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of all keys and values.</summary>
    public int Bytes => _used;

    /// <summary>The n-th message.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such message.</exception>
    public MessageView this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            ref readonly var entry = ref _entries[index];
            return new MessageView(
                entry.Partition,
                entry.Offset,
                entry.Timestamp,
                _arena.AsSpan(entry.Position, entry.KeyLength),
                _arena.AsSpan(entry.Position + entry.KeyLength, Math.Max(entry.ValueLength, 0)),
                entry.ValueLength < 0
            );
        }
    }

    /// <summary>Adds one message, copying its bytes: what tests and benchmarks use in place of a broker.</summary>
    /// <param name="partition">Its partition.</param>
    /// <param name="offset">Its offset there.</param>
    /// <param name="timestamp">Its Kafka timestamp, epoch milliseconds; -1 where it has none.</param>
    /// <param name="key">Its key, empty for none.</param>
    /// <param name="value">Its value.</param>
    /// <param name="isNull">Whether the value is null (a tombstone), not merely empty.</param>
    public void Add(
        int partition,
        long offset,
        long timestamp,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        bool isNull = false
    )
    {
        _keyLength = Copy(0, key);
        _valueLength = isNull ? -1 : Copy(_keyLength, value);
        Commit(partition, offset, timestamp);
    }

    /// <summary>Empties it for the next messages.</summary>
    public void Clear()
    {
        Count = 0;
        _used = 0;
        if (_arena.Length > LargestKeptArena)
        {
            _arena = new byte[FirstArena];
        }
    }

    internal IDeserializer<InArena> Keys { get; }

    internal IDeserializer<InArena> Values { get; }

    /// <summary>Makes a message of the key and value that the deserializers copied last.</summary>
    internal void Commit(int partition, long offset, long timestamp)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }

        _entries[Count++] = new Entry(
            partition,
            offset,
            timestamp,
            _used,
            _keyLength,
            _valueLength
        );
        _used += _keyLength + Math.Max(_valueLength, 0);
    }

    /// <summary>Copies behind the committed bytes, so that a message that fails half way leaves nothing.</summary>
    private int Copy(int at, ReadOnlySpan<byte> data)
    {
        var needed = _used + at + data.Length;
        if (needed > _arena.Length)
        {
            Array.Resize(ref _arena, Math.Max(needed, _arena.Length * 2));
        }

        data.CopyTo(_arena.AsSpan(_used + at));
        return data.Length;
    }

    /// <summary>Stands for a key or value that lies in the arena: nothing to carry.</summary>
    internal readonly struct InArena;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(
        int Partition,
        long Offset,
        long Timestamp,
        int Position,
        int KeyLength,
        int ValueLength
    );

    /// <summary>Called by the client for the key first, then the value, of each message.</summary>
    private sealed class ArenaDeserializer(MessageBatch batch, bool isKey) : IDeserializer<InArena>
    {
        public InArena Deserialize(
            ReadOnlySpan<byte> data,
            bool isNull,
            SerializationContext context
        )
        {
            if (isKey)
            {
                batch._keyLength = batch.Copy(0, data);
            }
            else
            {
                batch._valueLength = isNull ? -1 : batch.Copy(batch._keyLength, data);
            }

            return default;
        }
    }
}

/// <summary>One message of a batch, valid as long as the batch is not filled again.</summary>
public readonly ref struct MessageView(
    int partition,
    long offset,
    long timestamp,
    ReadOnlySpan<byte> key,
    ReadOnlySpan<byte> value,
    bool isNull
)
{
    /// <summary>Its partition.</summary>
    public int Partition { get; } = partition;

    /// <summary>Its offset in the partition.</summary>
    public long Offset { get; } = offset;

    /// <summary>Its Kafka timestamp, epoch milliseconds; -1 where it has none.</summary>
    public long Timestamp { get; } = timestamp;

    /// <summary>Its key; empty where it has none.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;

    /// <summary>Its value; empty where it is null.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>Whether the value is null (a tombstone).</summary>
    public bool IsNull { get; } = isNull;
}
