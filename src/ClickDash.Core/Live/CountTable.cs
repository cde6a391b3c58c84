using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// Counts by (dimension, value) of one bucket: a hash table with open addressing and linear probing, since a bucket holds a
/// few of the many values there are and is added to several times a click.
/// </summary>
public sealed class CountTable
{
    private const int Smallest = 16;

    private CountEntry[] _entries = new CountEntry[Smallest];
    private int _shift = 32 - BitOperations.Log2(Smallest);

    /// <summary>How many keys are held.</summary>
    public int Count { get; private set; }

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
            entry = ref Insert(key);
        }

        entry.Count += weight;
    }

    /// <summary>A key's count; 0 where it has none.</summary>
    public long Get(int key) => Find(key).Count;

    /// <summary>Adds all of another table's counts.</summary>
    public void AddAll(CountTable other)
    {
        foreach (ref readonly var entry in other.Entries)
        {
            if (entry.Key != 0)
            {
                Add(entry.Key, entry.Count);
            }
        }
    }

    /// <summary>Takes the counts of some of a dimension's values away.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="ids">The numbers of the values.</param>
    /// <returns>How much that was.</returns>
    public long Take(Dimension dimension, IReadOnlySet<int> ids)
    {
        var taken = 0L;
        if (ids.Count < _entries.Length)
        {
            foreach (var id in ids)
            {
                Take(ref Find(Key(dimension, id)));
            }
        }
        else
        {
            foreach (ref var entry in _entries.AsSpan())
            {
                if (Is(entry.Key, dimension) && ids.Contains(Id(entry.Key)))
                {
                    Take(ref entry);
                }
            }
        }

        return taken;

        void Take(ref CountEntry entry)
        {
            taken += entry.Count;
            entry.Count = 0;
        }
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

    private ref CountEntry Find(int key)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_entries);
        var mask = _entries.Length - 1;
        // Multiplicative hashing (Knuth, TAOCP 3, 6.4): the high bits of key × 2³²/φ.
        var i = (int)((uint)key * 0x9E3779B1u >> _shift);
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

    private ref CountEntry Insert(int key)
    {
        // At most three quarters full, so that probes stay short.
        if ((Count + 1) * 4 > _entries.Length * 3)
        {
            Grow();
        }

        Count++;
        ref var entry = ref Find(key);
        entry.Key = key;
        return ref entry;
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
