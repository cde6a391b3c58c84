using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
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
    private Value[] _values = new Value[64];
    private Slot[] _slots = new Slot[256];
    private int _shift = 64 - 8;

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

        return Intern(Hash(text), text);
    }

    /// <summary>The number of a value whose hash is known; the text is not empty.</summary>
    public int Intern(ulong hash, ReadOnlySpan<byte> text)
    {
        var slots = _slots;
        for (var i = (int)(hash >> _shift); ; i = (i + 1) & (slots.Length - 1))
        {
            ref readonly var slot = ref slots[i];
            if (slot.Text is null)
            {
                return Insert(text, hash, i);
            }

            if (slot.Hash == hash && text.SequenceEqual(slot.Text))
            {
                return slot.Id;
            }
        }
    }

    /// <summary>The text of a number that <see cref="Intern"/> gave.</summary>
    public string Name(int id) => Volatile.Read(ref _values)[id].Name;

    private int Insert(ReadOnlySpan<byte> text, ulong hash, int slot)
    {
        if (Count >= _most)
        {
            Overflow++;
            return Other;
        }

        var id = Count;
        if (id == _values.Length)
        {
            var larger = new Value[id * 2];
            _values.CopyTo(larger, 0);
            Volatile.Write(ref _values, larger);
        }

        var kept = text.ToArray();
        _values[id] = new Value(kept);
        Volatile.Write(ref _count, id + 1);
        _slots[slot] = new Slot(hash, kept, id);
        if (Count * 2 > _slots.Length)
        {
            Grow();
        }

        return id;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        _shift--;
        foreach (var slot in old)
        {
            if (slot.Text is null)
            {
                continue;
            }

            var i = (int)(slot.Hash >> _shift);
            while (_slots[i].Text is not null)
            {
                i = (i + 1) & (_slots.Length - 1);
            }

            _slots[i] = slot;
        }
    }

    /// <summary>Eight bytes a step, the last ones twice where they do not fill a step: FxHash, as the Rust compiler uses it.</summary>
    internal static ulong Hash(ReadOnlySpan<byte> text)
    {
        const ulong Factor = 0x517C_C1B7_2722_0A95;
        if (text.Length < 8)
        {
            var few = (ulong)text.Length;
            foreach (var one in text)
            {
                few = (few << 8) | one;
            }

            return few * Factor;
        }

        var hash = (ulong)text.Length;
        var last = text.Length - 8;
        for (var at = 0; at < last; at += 8)
        {
            hash = Step(hash, BinaryPrimitives.ReadUInt64LittleEndian(text[at..]));
        }

        return Step(hash, BinaryPrimitives.ReadUInt64LittleEndian(text[last..]));

        static ulong Step(ulong hash, ulong bytes) =>
            (BitOperations.RotateLeft(hash, 5) ^ bytes) * Factor;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(ulong Hash, byte[]? Text, int Id);

    private sealed class Value(byte[] text)
    {
        private string? _name;

        // Two threads may both make it: they make the same.
        public string Name => _name ??= Encoding.UTF8.GetString(text);
    }
}
