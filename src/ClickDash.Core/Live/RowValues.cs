using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// What a row of counts counts, as texts: a tombstone says no more than a key, and values may have lost their numbers since the row was
/// counted. Status, then dimension, length and text of each value. Immutable but for how many rows have it, which is their owner's.
/// </summary>
public sealed class RowValues
{
    private const int StatusBytes = sizeof(ushort);
    private const int HeadBytes = sizeof(byte) + sizeof(ushort);

    private readonly byte[] _bytes;

    /// <param name="bytes">What <see cref="Bytes"/> gave.</param>
    public RowValues(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes.ToArray();
        Hash = ValueTable.Hash(bytes);
    }

    // How many rows have it is not shared.
    internal RowValues(RowValues other) => (_bytes, Hash) = (other._bytes, other.Hash);

    /// <summary>All of it, to be stored.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The same for the same bytes in this process.</summary>
    internal ulong Hash { get; }

    /// <summary>How many rows have it.</summary>
    internal int Rows { get; set; }

    /// <summary>Writes those of a row.</summary>
    /// <param name="batch">The batch that the row lies in.</param>
    /// <param name="row">The row.</param>
    /// <param name="buffer">Where they go; made larger where it is too small.</param>
    /// <returns>How many bytes they take.</returns>
    internal static int Write(ClickBatch batch, in ClickRow row, ref byte[] buffer)
    {
        var length = StatusBytes;
        foreach (var index in batch.ValuesOf(row))
        {
            length += HeadBytes + batch.Values[index].Length;
        }

        if (buffer.Length < length)
        {
            buffer = new byte[Math.Max(length, buffer.Length * 2)];
        }

        BinaryPrimitives.WriteUInt16LittleEndian(buffer, (ushort)row.Status);
        var at = StatusBytes;
        foreach (var index in batch.ValuesOf(row))
        {
            ref readonly var value = ref batch.Values[index];
            buffer[at] = (byte)value.Dimension;
            BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(at + 1), (ushort)value.Length);
            batch.Values.Text(value).CopyTo(buffer.AsSpan(at + HeadBytes));
            at += HeadBytes + value.Length;
        }

        return length;
    }

    /// <summary>Adds a click that has them to a batch.</summary>
    /// <param name="batch">Where it goes.</param>
    /// <param name="weight">Its weight.</param>
    internal ClickRow AddTo(ClickBatch batch, long weight)
    {
        var first = batch.NextValue;
        for (var at = StatusBytes; at < _bytes.Length; )
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at + 1));
            var text = _bytes.AsSpan(at + HeadBytes, length);
            batch.Add((Dimension)_bytes[at], ValueTable.Hash(text), text);
            at += HeadBytes + length;
        }

        var status = BinaryPrimitives.ReadUInt16LittleEndian(_bytes);
        return new ClickRow(
            default,
            User: 0,
            weight,
            Row: 0,
            status,
            first,
            batch.NextValue - first
        );
    }
}

/// <summary>The values that rows have, each set of them once however many seconds have a row of it. Not thread-safe.</summary>
public sealed class RowValueSets
{
    private readonly HashSet<RowValues> _sets = new(new ByBytes());
    private readonly HashSet<RowValues>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    public RowValueSets() => _byBytes = _sets.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>How many are held.</summary>
    public int Count => _sets.Count;

    /// <summary>The one set of some bytes, for one row more.</summary>
    public RowValues Take(ReadOnlySpan<byte> bytes)
    {
        if (!_byBytes.TryGetValue(bytes, out var values))
        {
            _sets.Add(values = new RowValues(bytes));
        }

        values.Rows++;
        return values;
    }

    /// <summary>The one set that equals another, for one row more.</summary>
    public RowValues Take(RowValues equal)
    {
        if (!_sets.TryGetValue(equal, out var values))
        {
            _sets.Add(values = new RowValues(equal));
        }

        values.Rows++;
        return values;
    }

    /// <summary>A row that had some is gone.</summary>
    internal void Release(RowValues? values)
    {
        if (values is not null && --values.Rows == 0)
        {
            _sets.Remove(values);
        }
    }

    private sealed class ByBytes
        : IEqualityComparer<RowValues>,
            IAlternateEqualityComparer<ReadOnlySpan<byte>, RowValues>
    {
        public bool Equals(RowValues? x, RowValues? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.Bytes, y));

        public int GetHashCode([DisallowNull] RowValues obj) => (int)obj.Hash;

        public bool Equals(ReadOnlySpan<byte> alternate, RowValues other) =>
            alternate.SequenceEqual(other.Bytes);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)ValueTable.Hash(alternate);

        public RowValues Create(ReadOnlySpan<byte> alternate) => new(alternate);
    }
}
