using System.Buffers;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>The sums by value of one dimension over a range of buckets. In pooled memory: there may be ten thousand values, four times a second.</summary>
internal readonly ref struct ValueSums
{
    private readonly long[] _sums;
    private readonly int _count;

    /// <param name="ring">The buckets.</param>
    /// <param name="from">The first bucket's index.</param>
    /// <param name="to">The last bucket's index.</param>
    /// <param name="dimension">Whose values.</param>
    /// <param name="count">How many values there are.</param>
    public ValueSums(Rollup ring, long from, long to, Dimension dimension, int count)
    {
        _count = count;
        _sums = ArrayPool<long>.Shared.Rent(count);
        Array.Clear(_sums, 0, count);
        for (var index = from; index <= to; index++)
        {
            if (ring[index]?.Counts is not { } table)
            {
                continue;
            }

            foreach (ref readonly var entry in table.Entries)
            {
                if (CountTable.Is(entry.Key, dimension))
                {
                    _sums[CountTable.Id(entry.Key)] += entry.Count;
                }
            }
        }
    }

    /// <summary>The sums, by the values' numbers.</summary>
    public ReadOnlySpan<long> All => _sums.AsSpan(0, _count);

    public void Dispose() => ArrayPool<long>.Shared.Return(_sums);
}
