using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// Counts by value of one bucket and dimension: a hash table with open addressing and linear probing, since a bucket holds a
/// few of the many values there are and is added to several times a click.
/// </summary>
public sealed class CountTable
{
    private const int Smallest = 16;

    private CountEntry[] _entries = new CountEntry[Smallest];
    private int _shift = 32 - BitOperations.Log2(Smallest);

    /// <summary>How many keys are held.</summary>
    public int Count { get; private set; }

    /// <summary>The sum of all counts, which is not kept: a click is added more often than somebody asks.</summary>
    public long Sum
    {
        get
        {
            var sum = 0L;
            foreach (ref readonly var entry in Entries)
            {
                sum += entry.Count;
            }

            return sum;
        }
    }

    /// <summary>The counts by slot; a key of 0 is an empty one.</summary>
    public ReadOnlySpan<CountEntry> Entries => _entries;

    /// <summary>The largest number of a value that a key holds.</summary>
    public const int MostId = 0xFFFFFF;

    /// <summary>Packs a dimension and a value's number into a key, which is never 0.</summary>
    public static int Key(Dimension dimension, int id) => (((int)dimension + 1) << 24) | id;

    /// <summary>Whether a key is of a dimension; false for an empty slot's 0.</summary>
    public static bool Is(int key, Dimension dimension) => key >> 24 == (int)dimension + 1;

    /// <summary>The dimension in a key.</summary>
    public static Dimension DimensionOf(int key) => (Dimension)((key >> 24) - 1);

    /// <summary>The value's number in a key.</summary>
    public static int Id(int key) => key & 0xFFFFFF;

    /// <summary>Adds to a key's count.</summary>
    public void Add(int key, long weight)
    {
        ref var entry = ref Find(key);
        if (entry.Key == 0)
        {
            // At most three quarters full, so that probes stay short.
            if ((Count + 1) * 4 > _entries.Length * 3)
            {
                Grow();
                entry = ref Find(key);
            }

            Count++;
            entry.Key = key;
        }

        entry.Count += weight;
    }

    /// <summary>A key's count; 0 where it has none.</summary>
    public long Get(int key) => Find(key).Count;

    /// <summary>Takes a key out.</summary>
    /// <returns>Its count; 0 where it had none.</returns>
    public long Remove(int key)
    {
        ref var entry = ref Find(key);
        if (entry.Key == 0)
        {
            return 0;
        }

        var count = entry.Count;
        entry = default;
        Count--;
        CloseGap(
            (int)(Unsafe.ByteOffset(ref _entries[0], ref entry) / Unsafe.SizeOf<CountEntry>())
        );
        return count;
    }

    /// <summary>Forgets all. Gives back room that its last use was far from needing: one burst must not cost memory for ever.</summary>
    public void Clear()
    {
        if (_entries.Length > Smallest && Count * 8 < _entries.Length)
        {
            Size(_entries.Length / 2);
        }
        else if (Count > 0)
        {
            Array.Clear(_entries);
        }

        Count = 0;
    }

    /// <summary>Moves back what was pushed beyond a place that is empty now (Knuth, TAOCP 3, 6.4, algorithm R).</summary>
    private void CloseGap(int gap)
    {
        var mask = _entries.Length - 1;
        for (var i = (gap + 1) & mask; _entries[i].Key != 0; i = (i + 1) & mask)
        {
            if (((i - Home(_entries[i].Key)) & mask) >= ((i - gap) & mask))
            {
                _entries[gap] = _entries[i];
                _entries[i] = default;
                gap = i;
            }
        }
    }

    // Multiplicative hashing (Knuth, TAOCP 3, 6.4): the high bits of key × 2³²/φ.
    private int Home(int key) => (int)((uint)key * 0x9E3779B1u >> _shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref CountEntry Find(int key)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_entries);
        var mask = _entries.Length - 1;
        var i = Home(key);
        while (true)
        {
            // In bounds: i is masked by the length, a power of two.
            ref var entry = ref Unsafe.Add(ref first, i);
            if (entry.Key == key || entry.Key == 0)
            {
                return ref entry;
            }

            i = (i + 1) & mask;
        }
    }

    private void Grow()
    {
        var old = _entries;
        Size(old.Length * 2);
        foreach (ref readonly var entry in old.AsSpan())
        {
            if (entry.Key != 0)
            {
                Find(entry.Key) = entry;
            }
        }
    }

    private void Size(int length)
    {
        _entries = new CountEntry[length];
        _shift = 32 - BitOperations.Log2((uint)length);
    }
}

/// <summary>One key's count.</summary>
[StructLayout(LayoutKind.Auto)]
public struct CountEntry
{
    public int Key;
    public long Count;
}
