namespace ClickDash.Core.Live;

/// <summary>
/// Numbers by bucket, in chunks of which pictures share those that did not change: what was handed out is copied before it is
/// written. It holds the newest <see cref="Length"/> buckets.
/// </summary>
/// <param name="blank">What stands where nothing was set.</param>
internal sealed class Column(long[] blank)
{
    /// <summary>How many buckets it holds: two windows of the most buckets there are, and more than a clock may be ahead by.</summary>
    public const int Length = Chunks * ChunkSize;

    private const int ChunkSize = 32;
    private const int Chunks = 64;

    private long[][] _chunks = [.. Enumerable.Repeat(blank, Chunks)];
    private ulong _own;
    private bool _isShared;

    /// <summary>A chunk of which all is the same number.</summary>
    public static long[] Blank(long number) => [.. Enumerable.Repeat(number, ChunkSize)];

    /// <summary>The number of the chunk that holds a bucket.</summary>
    public static long ChunkOf(long index) => index / ChunkSize;

    /// <summary>The first bucket of a chunk.</summary>
    public static long FirstOf(long chunk) => chunk * ChunkSize;

    /// <summary>Sets a bucket's number.</summary>
    public void Set(long index, long number) => Writable(index)[index % ChunkSize] = number;

    /// <summary>Adds to a bucket's number.</summary>
    public void Add(long index, long number) => Writable(index)[index % ChunkSize] += number;

    /// <summary>Makes a chunk blank, in place of the oldest.</summary>
    public void Begin(long chunk)
    {
        Own();
        _chunks[chunk % Chunks] = blank;
        _own &= ~(1ul << (int)(chunk % Chunks));
    }

    /// <summary>Makes all blank.</summary>
    public void Clear()
    {
        _chunks = [.. Enumerable.Repeat(blank, Chunks)];
        (_own, _isShared) = (0, false);
    }

    /// <summary>All as it is now.</summary>
    public Picture Share()
    {
        (_own, _isShared) = (0, true);
        return new Picture(_chunks);
    }

    private long[] Writable(long index)
    {
        var at = (int)(index / ChunkSize % Chunks);
        if ((_own & (1ul << at)) == 0)
        {
            Own();
            _chunks[at] = [.. _chunks[at]];
            _own |= 1ul << at;
        }

        return _chunks[at];
    }

    private void Own()
    {
        if (_isShared)
        {
            (_chunks, _isShared) = ([.. _chunks], false);
        }
    }

    /// <summary>What a column held at a moment.</summary>
    internal readonly record struct Picture(long[][] Numbers)
    {
        public long this[long index] => Numbers[index / ChunkSize % Chunks][index % ChunkSize];

        /// <summary>Whether a chunk is the same as in another picture of the same column.</summary>
        public bool Shares(Picture other, long chunk) =>
            ReferenceEquals(Numbers, other.Numbers)
            || ReferenceEquals(Numbers[chunk % Chunks], other.Numbers[chunk % Chunks]);
    }
}
