using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>
/// The numbers of texts by their hash: open addressing with linear probing, at most half full. What is removed leaves no mark: those
/// behind it move up (Knuth, TAOCP 3, 6.4, algorithm R).
/// </summary>
internal sealed class SlotTable
{
    private Slot[] _slots = new Slot[256];
    private int _shift = 64 - 8;
    private int _count;

    /// <summary>The numbers in the order of their slots, which is the hash's.</summary>
    public IEnumerable<int> Order =>
        _slots.Where(slot => slot.Text is not null).Select(slot => slot.Id);

    /// <summary>A text's number; -1 where it has none.</summary>
    public int Find(ulong hash, ReadOnlySpan<byte> text)
    {
        var slots = _slots;
        for (var i = (int)(hash >> _shift); ; i = (i + 1) & (slots.Length - 1))
        {
            ref readonly var slot = ref slots[i];
            if (slot.Text is null)
            {
                return -1;
            }

            if (slot.Hash == hash && text.SequenceEqual(slot.Text))
            {
                return slot.Id;
            }
        }
    }

    /// <summary>How many slots are looked at to find a text.</summary>
    public int Probes(ulong hash, ReadOnlySpan<byte> text)
    {
        var probes = 1;
        for (var i = (int)(hash >> _shift); ; i = (i + 1) & (_slots.Length - 1))
        {
            if (
                _slots[i].Text is not { } kept
                || (_slots[i].Hash == hash && text.SequenceEqual(kept))
            )
            {
                return probes;
            }

            probes++;
        }
    }

    /// <summary>Gives a number to a text that has none.</summary>
    public void Add(ulong hash, byte[] text, int id)
    {
        if (++_count * 2 > _slots.Length)
        {
            Grow();
        }

        Put(new Slot(hash, text, id));
    }

    /// <summary>Takes the number of a text away.</summary>
    public void Remove(ulong hash, int id)
    {
        var mask = _slots.Length - 1;
        var hole = (int)(hash >> _shift);
        while (_slots[hole].Id != id || _slots[hole].Text is null)
        {
            hole = (hole + 1) & mask;
        }

        for (var i = (hole + 1) & mask; _slots[i].Text is not null; i = (i + 1) & mask)
        {
            var home = (int)(_slots[i].Hash >> _shift);
            // It may move up where its home is not between the hole and itself.
            if (((i - home) & mask) >= ((i - hole) & mask))
            {
                _slots[hole] = _slots[i];
                hole = i;
            }
        }

        _slots[hole] = default;
        _count--;
    }

    private void Put(in Slot slot)
    {
        var i = (int)(slot.Hash >> _shift);
        while (_slots[i].Text is not null)
        {
            i = (i + 1) & (_slots.Length - 1);
        }

        _slots[i] = slot;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        _shift--;
        foreach (var slot in old)
        {
            if (slot.Text is not null)
            {
                Put(slot);
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(ulong Hash, byte[]? Text, int Id);
}
