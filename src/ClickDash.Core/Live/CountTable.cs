using System.Numerics;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// Counts by (dimension, value) of one bucket: a hash table with open addressing and linear probing, since a bucket holds a
/// few of the many values there are and is added to several times a click.
/// </summary>
internal sealed class CountTable
{
    private const int Smallest = 16;

    private int[] _keys = new int[Smallest];
    private long[] _counts = new long[Smallest];

    /// <summary>How many keys are held.</summary>
    public int Count { get; private set; }

    /// <summary>The keys by slot; 0 where a slot is empty.</summary>
    public ReadOnlySpan<int> Keys => _keys;

    /// <summary>The counts by slot.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Packs a dimension and a value's number into a key, which is never 0.</summary>
    public static int Key(Dimension dimension, int id) => (((int)dimension + 1) << 24) | id;

    /// <summary>Whether a key is of a dimension; false for an empty slot's 0.</summary>
    public static bool Is(int key, Dimension dimension) => key >> 24 == (int)dimension + 1;

    /// <summary>The value's number in a key.</summary>
    public static int Id(int key) => key & 0xFFFFFF;

    /// <summary>Adds to a key's count.</summary>
    public void Add(int key, long weight)
    {
        var i = Find(key);
        if (_keys[i] == 0)
        {
            // At most three quarters full, so that probes stay short.
            if ((Count + 1) * 4 > _keys.Length * 3)
            {
                Resize(_keys.Length * 2);
                i = Find(key);
            }

            _keys[i] = key;
            Count++;
        }

        _counts[i] += weight;
    }

    /// <summary>A key's count; 0 where it has none.</summary>
    public long Get(int key) => _counts[Find(key)];

    /// <summary>Adds all of another table's counts.</summary>
    public void AddAll(CountTable other)
    {
        var (keys, counts) = (other._keys, other._counts);
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0)
            {
                Add(keys[i], counts[i]);
            }
        }
    }

    /// <summary>Forgets all. Gives back room that its last use was far from needing: one burst must not cost memory for ever.</summary>
    public void Clear()
    {
        if (_keys.Length > Smallest && Count * 8 < _keys.Length)
        {
            _keys = new int[_keys.Length / 2];
            _counts = new long[_keys.Length];
        }
        else if (Count > 0)
        {
            Array.Clear(_keys);
            Array.Clear(_counts);
        }

        Count = 0;
    }

    private int Find(int key)
    {
        var keys = _keys;
        var mask = keys.Length - 1;
        // Multiplicative hashing (Knuth, TAOCP 3, 6.4): the high bits of key × 2³²/φ.
        var i = (int)((uint)key * 0x9E3779B1u >> (32 - BitOperations.Log2((uint)keys.Length)));
        while (keys[i] != key && keys[i] != 0)
        {
            i = (i + 1) & mask;
        }

        return i;
    }

    private void Resize(int length)
    {
        var (keys, counts) = (_keys, _counts);
        (_keys, _counts) = (new int[length], new long[length]);
        for (var old = 0; old < keys.Length; old++)
        {
            if (keys[old] != 0)
            {
                var i = Find(keys[old]);
                (_keys[i], _counts[i]) = (keys[old], counts[old]);
            }
        }
    }
}
