using System.IO.Hashing;
using System.Text;

namespace ClickDash.Core.Live;

/// <summary>
/// Interns one dimension's values: the same text always gives the same small integer. It holds a bounded number of values;
/// later ones are <c>(other)</c> and counted. One thread interns; others may ask for names beside it.
/// </summary>
public sealed class ValueTable
{
    /// <summary>The number of an absent value, shown as <c>(none)</c>.</summary>
    public const int None = 0;

    /// <summary>The number of every value that came after the table was full, shown as <c>(other)</c>.</summary>
    public const int Other = 1;

    private readonly int _most;
    private int _count;
    private Entry[] _entries = new Entry[64];
    private ulong[] _hashes = new ulong[256];
    private int[] _ids = new int[256];

    /// <param name="most">How many values are told apart, besides <c>(none)</c> and <c>(other)</c>.</param>
    public ValueTable(int most)
    {
        _most = most + 2;
        Intern("(none)"u8);
        Intern("(other)"u8);
    }

    /// <summary>How many numbers are given out.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many times a value found no room.</summary>
    public long Overflow { get; private set; }

    /// <summary>The value's number; <see cref="None"/> for an empty text.</summary>
    public int Intern(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return None;
        }

        // Never 0, which marks an empty slot.
        var hash = XxHash3.HashToUInt64(text) | 1;
        var mask = _hashes.Length - 1;
        for (var i = (int)(hash >> 32) & mask; ; i = (i + 1) & mask)
        {
            if (_hashes[i] == hash && text.SequenceEqual(_entries[_ids[i]].Text))
            {
                return _ids[i];
            }

            if (_hashes[i] == 0)
            {
                return Insert(text, hash, i);
            }
        }
    }

    /// <summary>The text of a number that <see cref="Intern"/> gave.</summary>
    public string Name(int id) => Volatile.Read(ref _entries)[id].Name;

    private int Insert(ReadOnlySpan<byte> text, ulong hash, int slot)
    {
        if (Count >= _most)
        {
            Overflow++;
            return Other;
        }

        var id = Count;
        if (id == _entries.Length)
        {
            var larger = new Entry[id * 2];
            _entries.CopyTo(larger, 0);
            Volatile.Write(ref _entries, larger);
        }

        _entries[id] = new Entry(text.ToArray());
        Volatile.Write(ref _count, id + 1);
        (_hashes[slot], _ids[slot]) = (hash, id);
        if (Count * 2 > _hashes.Length)
        {
            Grow();
        }

        return id;
    }

    private void Grow()
    {
        var (oldHashes, oldIds) = (_hashes, _ids);
        (_hashes, _ids) = (new ulong[oldHashes.Length * 2], new int[oldHashes.Length * 2]);
        var mask = _hashes.Length - 1;
        for (var old = 0; old < oldHashes.Length; old++)
        {
            if (oldHashes[old] == 0)
            {
                continue;
            }

            var i = (int)(oldHashes[old] >> 32) & mask;
            while (_hashes[i] != 0)
            {
                i = (i + 1) & mask;
            }

            (_hashes[i], _ids[i]) = (oldHashes[old], oldIds[old]);
        }
    }

    private sealed class Entry(byte[] text)
    {
        private string? _name;

        public byte[] Text { get; } = text;

        // Two threads may both make it: they make the same.
        public string Name => _name ??= Encoding.UTF8.GetString(Text);
    }
}
