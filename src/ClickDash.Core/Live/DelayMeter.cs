using System.Numerics;
using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>
/// The delays from click to arrival of the last ten to fifteen seconds. Bins grow with the delay, eight to each doubling, as
/// in HdrHistogram, so that a percentile is right within an eighth.
/// </summary>
internal sealed class DelayMeter
{
    private const int SlotMilliseconds = 5000;
    private const int Slots = 3;

    // The bits of a bin within its doubling; delays up to 2^37 ms, four years, have bins of their own.
    private const int Fine = 3;
    private const int Bins = 35 << Fine;

    private readonly long[][] _slots = [new long[Bins], new long[Bins], new long[Bins]];
    private long[] _current;
    private long _slot;

    public DelayMeter() => _current = _slots[0];

    /// <summary>Notes one click's delay in milliseconds.</summary>
    public void Record(long delay) => _current[Bin(Math.Max(delay, 0))]++;

    /// <summary>Forgets what is too old.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void Update(long now)
    {
        var slot = now / SlotMilliseconds;
        for (var passed = Math.Max(_slot + 1, slot - Slots + 1); passed <= slot; passed++)
        {
            _current = _slots[passed % Slots];
            Array.Clear(_current);
        }

        _slot = Math.Max(_slot, slot);
    }

    /// <summary>The percentiles of what is there.</summary>
    public Delays Read()
    {
        var total = _slots.Sum(slot => slot.Sum());
        return total == 0 ? default : new Delays(At(total - total / 2), At(total - total / 100));
    }

    private long At(long rank)
    {
        var bin = 0;
        while ((rank -= _slots[0][bin] + _slots[1][bin] + _slots[2][bin]) > 0)
        {
            bin++;
        }

        return Highest(bin);
    }

    private static int Bin(long delay)
    {
        var exponent = Math.Max(0, BitOperations.Log2((ulong)delay | 1) - Fine);
        return Math.Min((exponent << Fine) + (int)(delay >> exponent), Bins - 1);
    }

    /// <summary>The longest delay of a bin.</summary>
    private static long Highest(int bin)
    {
        var exponent = Math.Max(0, (bin >> Fine) - 1);
        return ((bin - ((long)exponent << Fine) + 1) << exponent) - 1;
    }
}

/// <summary>Delays from click to arrival, in milliseconds; null where no click came lately.</summary>
/// <param name="Median">Half of the clicks came within this.</param>
/// <param name="Percentile99">99 of 100 clicks came within this.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Delays(long? Median, long? Percentile99);
