using System.Buffers;

namespace ClickDash.Core.Live;

/// <summary>
/// Writes a sketch as bytes. Few registers (form 1): two bytes a register, its distance from the one before and its rank packed
/// as 10 and 6 bits, the highest distance for a step without a rank. Many (form 2): the lowest rank, then four bits a register, its rank above
/// that; 15 where it is higher, and then those ranks in order.
/// </summary>
internal static class VisitorSketchCodec
{
    private const byte Few = 1;
    private const byte Many = 2;
    private const int RankBits = 6;
    private const int MaxStep = (1 << (16 - RankBits)) - 1;
    private const int High = 15;

    public static void Write(VisitorSketch sketch, IBufferWriter<byte> writer)
    {
        if (sketch.Ranks.IsEmpty)
        {
            WriteFew(sketch, writer);
        }
        else
        {
            WriteMany(sketch.Ranks, writer);
        }
    }

    public static void Read(ReadOnlySpan<byte> bytes, VisitorSketch sketch)
    {
        switch (bytes)
        {
            case [Few, .. var few] when few.Length % 2 == 0:
                ReadFew(few, sketch);
                break;
            case [Many, var lowest, .. var many] when many.Length >= VisitorSketch.Registers / 2:
                ReadMany(lowest, many, sketch);
                break;
            default:
                throw new InvalidDataException("A stored sketch has a form that is not known.");
        }
    }

    private static void WriteFew(VisitorSketch sketch, IBufferWriter<byte> writer)
    {
        Put(writer, Few);
        var last = 0;
        foreach (var (register, rank) in sketch.Used)
        {
            var step = register - last;
            for (; step > MaxStep - 1; step -= MaxStep - 1)
            {
                Put(writer, MaxStep, 0);
            }

            Put(writer, step, rank);
            last = register;
        }
    }

    private static void ReadFew(ReadOnlySpan<byte> bytes, VisitorSketch sketch)
    {
        var register = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            var pair = (bytes[i] << 8) | bytes[i + 1];
            var (step, rank) = (pair >> RankBits, pair & ((1 << RankBits) - 1));
            register += Math.Min(step, MaxStep - 1);
            if (rank > 0)
            {
                Check(register, rank);
                sketch.Raise(register, rank);
            }
        }
    }

    private static void WriteMany(ReadOnlySpan<byte> ranks, IBufferWriter<byte> writer)
    {
        var lowest = ranks[0];
        foreach (var rank in ranks)
        {
            lowest = Math.Min(lowest, rank);
        }

        Put(writer, Many);
        Put(writer, lowest);
        for (var i = 0; i < ranks.Length; i += 2)
        {
            var (first, second) = (ranks[i] - lowest, ranks[i + 1] - lowest);
            Put(writer, (byte)((Math.Min(first, High) << 4) | Math.Min(second, High)));
        }

        foreach (var rank in ranks)
        {
            if (rank - lowest >= High)
            {
                Put(writer, rank);
            }
        }
    }

    private static void ReadMany(int lowest, ReadOnlySpan<byte> bytes, VisitorSketch sketch)
    {
        var ranks = new byte[VisitorSketch.Registers];
        var high = bytes[(VisitorSketch.Registers / 2)..];
        for (var register = 0; register < ranks.Length; register++)
        {
            var pair = bytes[register / 2];
            var above = register % 2 == 0 ? pair >> 4 : pair & High;
            var rank = lowest + above;
            if (above == High)
            {
                if (high.IsEmpty)
                {
                    throw new InvalidDataException("A stored sketch ends too early.");
                }

                rank = high[0];
                high = high[1..];
            }

            Check(register, rank);
            ranks[register] = (byte)rank;
        }

        sketch.Merge(ranks);
    }

    private static void Check(int register, int rank)
    {
        if (register >= VisitorSketch.Registers || rank > VisitorSketch.MaxRank)
        {
            throw new InvalidDataException("A stored sketch has a register that there is not.");
        }
    }

    private static void Put(IBufferWriter<byte> writer, byte one)
    {
        writer.GetSpan(1)[0] = one;
        writer.Advance(1);
    }

    private static void Put(IBufferWriter<byte> writer, int step, int rank)
    {
        var pair = (step << RankBits) | rank;
        Put(writer, (byte)(pair >> 8));
        Put(writer, (byte)pair);
    }
}
