using System.Buffers;
using System.Numerics;

namespace ClickDash.Core.Live;

/// <summary>
/// How many different users were seen, in at most 16 KB however many they are: HyperLogLog (Flajolet and others, 2007) of 2^14
/// registers, whose standard error is 0.81 %, with Ertl's estimator ("New cardinality estimation algorithms for HyperLogLog
/// sketches", 2017), which needs no table of corrections. Sketches merge: a day's is that of its hours. Up to 1,024 registers in
/// use are a list.
/// </summary>
public sealed class VisitorSketch
{
    /// <summary>The standard error of a count, as a share of it: 1.04 ÷ √registers.</summary>
    public const double StandardError = 0.0081;

    internal const int Registers = 1 << Bits;
    internal const int MaxRank = 64 - Bits + 1;
    private const int Bits = 14;

    // 4 KB: a quarter of what all registers take.
    private const int MaxFew = 1024;

    // Register × 256 + rank, in ascending order.
    private readonly List<int> _few = [];
    private byte[]? _ranks;

    /// <summary>Notes a user.</summary>
    /// <param name="hash">The user's hash, evenly spread over 64 bits. Sketches merge where all hashes have the same salt.</param>
    public void See(ulong hash)
    {
        // A bit behind the last one that counts ends the run of zeros.
        var rank = BitOperations.LeadingZeroCount((hash << Bits) | (1UL << (Bits - 1))) + 1;
        Raise((int)(hash >> (64 - Bits)), rank);
    }

    /// <summary>Adds all that another has seen.</summary>
    public void Merge(VisitorSketch other)
    {
        if (other._ranks is { } ranks)
        {
            Merge(ranks);
            return;
        }

        foreach (var (register, rank) in other.Used)
        {
            Raise(register, rank);
        }
    }

    /// <summary>How many different users were seen.</summary>
    public long Count()
    {
        var ranks = new int[MaxRank + 1];
        var used = 0;
        foreach (var (_, rank) in Used)
        {
            ranks[rank]++;
            used++;
        }

        var z = Registers * Tau((double)ranks[MaxRank] / Registers);
        for (var rank = MaxRank - 1; rank > 0; rank--)
        {
            z = 0.5 * (z + ranks[rank]);
        }

        z += Registers * Sigma((double)(Registers - used) / Registers);
        return (long)Math.Round(Registers / (2 * Math.Log(2)) * Registers / z);
    }

    /// <summary>Appends it as bytes: see <see cref="VisitorSketchCodec"/>.</summary>
    public void Write(IBufferWriter<byte> writer) => VisitorSketchCodec.Write(this, writer);

    /// <summary>Adds what was written to it.</summary>
    /// <exception cref="InvalidDataException">It is not a sketch's bytes.</exception>
    public void Read(ReadOnlySpan<byte> bytes) => VisitorSketchCodec.Read(bytes, this);

    /// <summary>The registers in use, in ascending order, and their ranks.</summary>
    internal IEnumerable<(int Register, int Rank)> Used
    {
        get
        {
            if (_ranks is null)
            {
                foreach (var one in _few)
                {
                    yield return (one >> 8, one & 0xFF);
                }

                yield break;
            }

            for (var register = 0; register < Registers; register++)
            {
                if (_ranks[register] > 0)
                {
                    yield return (register, _ranks[register]);
                }
            }
        }
    }

    /// <summary>The ranks by register; null while they are few.</summary>
    internal ReadOnlySpan<byte> Ranks => _ranks;

    internal int FewCount => _few.Count;

    /// <summary>Raises a register's rank, unless it is as high.</summary>
    internal void Raise(int register, int rank)
    {
        if (_ranks is { } ranks)
        {
            ranks[register] = Math.Max(ranks[register], (byte)rank);
            return;
        }

        var at = _few.BinarySearch(register << 8);
        at = at < 0 ? ~at : at;
        if (at < _few.Count && _few[at] >> 8 == register)
        {
            _few[at] = Math.Max(_few[at], (register << 8) | rank);
        }
        else if (_few.Count < MaxFew)
        {
            _few.Insert(at, (register << 8) | rank);
        }
        else
        {
            Spread();
            Raise(register, rank);
        }
    }

    /// <summary>Raises all registers to the ranks of another, each at most <see cref="MaxRank"/>.</summary>
    internal void Merge(byte[] ranks)
    {
        if (_ranks is null)
        {
            Spread();
        }

        // The registers are a multiple of any vector's length.
        for (var i = 0; i < Registers; i += Vector<byte>.Count)
        {
            Vector.Max(new Vector<byte>(_ranks!, i), new Vector<byte>(ranks, i)).CopyTo(_ranks!, i);
        }
    }

    private void Spread()
    {
        var ranks = new byte[Registers];
        foreach (var one in _few)
        {
            ranks[one >> 8] = (byte)(one & 0xFF);
        }

        _few.Clear();
        _few.TrimExcess();
        _ranks = ranks;
    }

    private static double Sigma(double x)
    {
        if (x == 1)
        {
            return double.PositiveInfinity;
        }

        var (y, z, before) = (1.0, x, double.NaN);
        while (before != z)
        {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        }

        return z;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
        {
            return 0;
        }

        var (y, z, before) = (1.0, 1 - x, double.NaN);
        while (before != z)
        {
            x = Math.Sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }

        return z / 3;
    }
}
