using System.Runtime.CompilerServices;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// Counts by dimension and value of one bucket: a table for each dimension that has values, so that reading one never walks
/// through another, and one that no click has costs nothing.
/// </summary>
public sealed class CountTables
{
    private readonly CountTable?[] _tables = new CountTable?[Dimensions.Count];

    /// <summary>How many values are held, of all dimensions.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var table in _tables)
            {
                count += table?.Count ?? 0;
            }

            return count;
        }
    }

    /// <summary>All counts, dimension by dimension; a key of 0 is an empty slot.</summary>
    public CountEntries Entries => new(_tables);

    /// <summary>A dimension's counts; null where it never had any.</summary>
    public CountTable? this[Dimension dimension] => _tables[(int)dimension];

    /// <summary>A dimension's counts, made where there are none: who adds a column of values at once looks it up once.</summary>
    public CountTable Of(Dimension dimension) => _tables[(int)dimension] ?? New((int)dimension);

    /// <summary>Adds to a value's count; nothing for a click that has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Dimension dimension, int id, long weight)
    {
        if (id != ValueTable.None)
        {
            Of(dimension).Add(CountTable.Key(dimension, id), weight);
        }
    }

    /// <summary>Adds to a key's count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int key, long weight) =>
        (_tables[(key >> 24) - 1] ?? New((key >> 24) - 1)).Add(key, weight);

    /// <summary>A key's count; 0 where it has none.</summary>
    public long Get(int key) => _tables[(key >> 24) - 1]?.Get(key) ?? 0;

    /// <summary>Adds all counts of another's that have a value: who has none is what is left of the total.</summary>
    public void AddNamed(CountTables other)
    {
        for (var i = 0; i < _tables.Length; i++)
        {
            if (other._tables[i] is not { Count: > 0 } table)
            {
                continue;
            }

            var sum = _tables[i] ??= new();
            foreach (ref readonly var entry in table.Entries)
            {
                if (CountTable.Id(entry.Key) != ValueTable.None)
                {
                    sum.Add(entry.Key, entry.Count);
                }
            }
        }
    }

    /// <summary>Puts another table in a dimension's place.</summary>
    public void Replace(Dimension dimension, CountTable table) => _tables[(int)dimension] = table;

    private CountTable New(int dimension) => _tables[dimension] = new CountTable();

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        foreach (var table in _tables)
        {
            table?.Clear();
        }
    }
}

/// <summary>The counts of a bucket one after the other; a key of 0 is an empty slot.</summary>
public readonly ref struct CountEntries
{
    private readonly ReadOnlySpan<CountTable?> _tables;

    internal CountEntries(ReadOnlySpan<CountTable?> tables) => _tables = tables;

    public Enumerator GetEnumerator() => new(_tables);

    /// <summary>A copy of them.</summary>
    public CountEntry[] ToArray()
    {
        var all = new List<CountEntry>();
        foreach (ref readonly var entry in this)
        {
            all.Add(entry);
        }

        return [.. all];
    }

    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<CountTable?> _tables;
        private ReadOnlySpan<CountEntry> _entries;
        private int _table;
        private int _at;

        internal Enumerator(ReadOnlySpan<CountTable?> tables)
        {
            _tables = tables;
            _at = -1;
        }

        public readonly ref readonly CountEntry Current => ref _entries[_at];

        public bool MoveNext()
        {
            while (++_at >= _entries.Length)
            {
                if (_table == _tables.Length)
                {
                    return false;
                }

                _entries = _tables[_table++] is { } table ? table.Entries : [];
                _at = -1;
            }

            return true;
        }
    }
}
