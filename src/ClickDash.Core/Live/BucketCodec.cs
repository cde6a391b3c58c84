using System.Buffers;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// Writes a bucket as bytes: numbers of 7 bits a byte, the lowest first, as in Protocol Buffers. First the form, then total, the
/// classes of status, late, retimed, dropped, whether it is approximate; then how many dimensions, and for each how many values, and each
/// value's number (in ascending order, as the distance from the one before) and count. Form 1, of the first edition, has six dimensions
/// without saying so, and numbers in no order. A dimension that a form does not have has no values.
/// </summary>
public static class BucketCodec
{
    private const int FirstForm = 1;
    private const int FirstDimensions = 6;
    private const int Form = 2;

    /// <summary>Appends a bucket.</summary>
    public static void Write(Bucket bucket, IBufferWriter<byte> writer)
    {
        Write(writer, Form);
        Write(writer, bucket.Total);
        for (var i = 0; i < StatusClasses.Length; i++)
        {
            Write(writer, bucket.Statuses[i]);
        }

        Write(writer, bucket.Late);
        Write(writer, bucket.Retimed);
        Write(writer, bucket.Dropped);
        Write(writer, bucket.IsApproximate ? 1 : 0);
        Write(writer, Dimensions.Count);
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            Write(writer, bucket.Counts[dimension]);
        }
    }

    /// <summary>Adds what was written to a bucket.</summary>
    /// <exception cref="InvalidDataException">It is not a bucket's bytes.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, Bucket bucket)
    {
        var form = Next(ref bytes);
        if (form is not (FirstForm or Form))
        {
            throw new InvalidDataException("A stored bucket has a form that is not known.");
        }

        bucket.Total += Next(ref bytes);
        for (var i = 0; i < StatusClasses.Length; i++)
        {
            bucket.Statuses[i] += Next(ref bytes);
        }

        bucket.Late += Next(ref bytes);
        bucket.Retimed += Next(ref bytes);
        bucket.Dropped += Next(ref bytes);
        bucket.IsApproximate |= Next(ref bytes) != 0;
        var dimensions = form == FirstForm ? FirstDimensions : Next(ref bytes);
        if (dimensions > Dimensions.Count)
        {
            throw new InvalidDataException("A stored bucket has more dimensions than are known.");
        }

        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            var id = 0L;
            for (var values = Next(ref bytes); values > 0; values--)
            {
                id = form == FirstForm ? Next(ref bytes) : id + Next(ref bytes);
                bucket.Counts.Add(CountTable.Key((Dimension)dimension, (int)id), Next(ref bytes));
            }
        }
    }

    /// <summary>Writes a dimension's counts in the order of their values' numbers.</summary>
    private static void Write(IBufferWriter<byte> writer, CountTable? counts)
    {
        Write(writer, counts?.Count ?? 0);
        if (counts is not { Count: > 0 })
        {
            return;
        }

        var entries = ArrayPool<CountEntry>.Shared.Rent(counts.Count);
        var count = 0;
        foreach (ref readonly var entry in counts.Entries)
        {
            if (entry.Key != 0)
            {
                entries[count++] = entry;
            }
        }

        var sorted = entries.AsSpan(0, count);
        sorted.Sort((a, b) => a.Key.CompareTo(b.Key));
        var last = 0;
        foreach (ref readonly var entry in sorted)
        {
            Write(writer, CountTable.Id(entry.Key) - last);
            Write(writer, entry.Count);
            last = CountTable.Id(entry.Key);
        }

        ArrayPool<CountEntry>.Shared.Return(entries);
    }

    private static void Write(IBufferWriter<byte> writer, long number)
    {
        var span = writer.GetSpan(10);
        var length = 0;
        var rest = (ulong)number;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        writer.Advance(length);
    }

    private static long Next(ref ReadOnlySpan<byte> bytes)
    {
        var number = 0UL;
        for (var i = 0; i < bytes.Length && i < 10; i++)
        {
            number |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return (long)number;
            }
        }

        throw new InvalidDataException("A stored bucket ends in the middle of a number.");
    }
}
