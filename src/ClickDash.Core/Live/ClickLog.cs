using System.Runtime.InteropServices;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// The newest clicks one by one, as columns, from which any filter gets its own past. What an earlier run counted is read again
/// beside what is new, and has a place of its own before it: all of it is seen at once, when it is whole. One thread appends; others
/// scan without a lock what was there at a moment. A chunk that is taken for other clicks while it is scanned says so by its
/// number, and the scan begins anew.
/// </summary>
public sealed class ClickLog
{
    /// <summary>Clicks a chunk: 2 MB of columns, a quarter of a second of a million clicks a second to fill one.</summary>
    public const int ChunkSize = 1 << 16;

    /// <summary>How many values a dimension of few values can have: what a column of 16 bits holds.</summary>
    public const int MostSmallValues = ushort.MaxValue - 2;

    // Beyond all numbers that the past can get.
    private const long FirstChunk = 1L << 32;

    /// <summary>The number of the first new click; those of the past have lower ones.</summary>
    internal const long First = FirstChunk * ChunkSize;

    // Together they have as many chunks as one of them has places.
    private readonly Chunk?[] _ring;
    private readonly Chunk?[] _past;
    private int _chunks;
    private long _count = First;
    private long _pastCount;
    private long _pastOldest;
    private long _pastEnd;
    private long _letGoThrough = long.MinValue;
    private IReadOnlyList<Absence> _absent = [];

    /// <param name="size">How many clicks are kept, at 36 bytes each, and 10 more where all have a host, a campaign and a browser; rounded up to whole chunks.</param>
    public ClickLog(int size)
    {
        _ring = new Chunk?[Math.Max(2, (size + ChunkSize - 1) / ChunkSize)];
        _past = new Chunk?[_ring.Length];
    }

    /// <summary>The number that the next new click gets.</summary>
    internal long Next => _count;

    /// <summary>What there is at this moment; for the thread that appends.</summary>
    internal LogExtent Extent => new(_pastEnd, _count, _absent);

    /// <summary>The number of the oldest click that is kept of those that there were at a moment.</summary>
    internal long Oldest(LogExtent extent)
    {
        var past = Volatile.Read(ref _pastOldest) * ChunkSize;
        var chunks = (Volatile.Read(ref _count) + ChunkSize - 1) / ChunkSize;
        return past < extent.PastEnd
            ? past
            : Math.Max(FirstChunk, chunks - _ring.Length) * ChunkSize;
    }

    /// <summary>The number from which on there are so many clicks at most, the newest at a moment.</summary>
    internal long Newest(LogExtent extent, int count)
    {
        var ofPast = Math.Max(0, count - (extent.End - First));
        var from = ofPast > 0 && extent.PastEnd > 0 ? extent.PastEnd - ofPast : extent.End - count;
        return Math.Max(Oldest(extent), from);
    }

    /// <summary>The newest second of which a click is missing: what came after it is all there.</summary>
    /// <param name="extent">What there is.</param>
    /// <param name="concerns">Which absences matter; null for all.</param>
    internal long LostThrough(LogExtent extent, Func<Absence, bool>? concerns = null)
    {
        var lost = Volatile.Read(ref _letGoThrough);
        foreach (var absence in extent.Absent)
        {
            if (concerns?.Invoke(absence) != false)
            {
                lost = Math.Max(lost, absence.Through / 1000);
            }
        }

        return lost;
    }

    /// <summary>Appends a new click.</summary>
    internal void Append(in LoggedClick click)
    {
        var (number, at) = (_count / ChunkSize, (int)(_count % ChunkSize));
        ref var slot = ref _ring[number % _ring.Length];
        if (at == 0)
        {
            slot = Vacant(number) ?? Reused(slot!, number);
        }

        slot!.Set(at, click);
        // Published last: who reads the count sees the columns.
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Appends a click of the past, which gives way to new ones. It is seen by nobody until <see cref="PublishPast"/>.</summary>
    internal void AppendPast(in LoggedClick click)
    {
        var (number, at) = (_pastCount / ChunkSize, (int)(_pastCount % ChunkSize));
        ref var slot = ref _past[number % _past.Length];
        if (at == 0)
        {
            slot = Vacant(number);
        }

        if (slot?.Number == number)
        {
            slot.Set(at, click);
            _pastCount++;
            return;
        }

        // New clicks have all the room.
        Volatile.Write(ref _letGoThrough, Math.Max(_letGoThrough, click.Second));
        _pastCount = (number + (at == 0 ? 0 : 1)) * ChunkSize;
    }

    /// <summary>The past is whole: from the next <see cref="Extent"/> on it is a part of the log.</summary>
    internal void PublishPast()
    {
        if (_pastEnd != _pastCount)
        {
            SortPast();
            _pastEnd = _pastCount;
        }
    }

    /// <summary>Notes which clicks never came here, as an earlier run counted them.</summary>
    internal void Miss(IReadOnlyList<Absence> absent) => _absent = absent;

    /// <summary>
    /// The columns of the clicks from a number on that there were at a moment, chunk by chunk. What is read of a part is right only if
    /// <see cref="Part.IsIntact"/> says so afterwards. Ends early where other clicks took the place of those asked for.
    /// </summary>
    internal IEnumerable<Part> Parts(long from, LogExtent extent)
    {
        while (from < extent.End)
        {
            var end = from < extent.PastEnd ? extent.PastEnd : extent.End;
            from = from < extent.PastEnd ? from : Math.Max(from, First);
            var (number, at) = (from / ChunkSize, (int)(from % ChunkSize));
            var to = (int)Math.Min(ChunkSize, end - number * ChunkSize);
            if (to <= at || At(number) is not { } chunk)
            {
                yield break;
            }

            from = number * ChunkSize + to;
            from = from == extent.PastEnd ? First : from;
            yield return new Part(chunk, number, at, to, from);
        }
    }

    /// <summary>The chunk of a number, or null where it was let go.</summary>
    private Chunk? At(long number) =>
        Volatile.Read(ref (number < FirstChunk ? _past : _ring)[number % _ring.Length]) is { } chunk
        && chunk.Number == number
            ? chunk
            : null;

    /// <summary>A chunk that is new, or the oldest of the past; null where there is neither.</summary>
    private Chunk? Vacant(long number)
    {
        if (_chunks < _ring.Length)
        {
            _chunks++;
            return new Chunk(number);
        }

        if (_pastOldest * ChunkSize >= _pastCount)
        {
            return null;
        }

        ref var oldest = ref _past[_pastOldest % _past.Length];
        Volatile.Write(ref _pastOldest, _pastOldest + 1);
        var chunk = Reused(oldest!, number);
        oldest = null;
        return chunk;
    }

    /// <summary>
    /// Puts full chunks that nobody has seen yet in the order of their newest clicks. They were read partition after partition, and
    /// the first ones give way first: what is let go then is the oldest that there is.
    /// </summary>
    private void SortPast()
    {
        var from = Math.Max(_pastOldest, (_pastEnd + ChunkSize - 1) / ChunkSize);
        var chunks = new List<Chunk>();
        for (var number = from; number < _pastCount / ChunkSize; number++)
        {
            chunks.Add(_past[number % _past.Length]!);
        }

        foreach (var chunk in chunks.OrderBy(chunk => chunk.NewestSecond))
        {
            chunk.Renumber(from);
            _past[from % _past.Length] = chunk;
            from++;
        }
    }

    private Chunk Reused(Chunk chunk, long number)
    {
        Volatile.Write(ref _letGoThrough, Math.Max(_letGoThrough, chunk.NewestSecond));
        chunk.Reuse(number);
        return chunk;
    }

    /// <summary>The clicks of a chunk from one place to another.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Part(Chunk Chunk, long Number, int From, int To, long Next)
    {
        /// <summary>The number of the click at a place in the chunk.</summary>
        public long NumberOf(int at) => Number * ChunkSize + at;

        /// <summary>Whether no new click had taken its place until now.</summary>
        public bool IsIntact
        {
            get
            {
                // What was read was read before this look at the number.
                Interlocked.MemoryBarrier();
                return Chunk.Number == Number;
            }
        }
    }

    /// <summary>One chunk's columns.</summary>
    internal sealed class Chunk(long number)
    {
        private long _number = number;
        private long _newestSecond = long.MinValue;

        // Of dimensions that many streams do not have: there from the first click on that has one.
        private int[]? _hosts;
        private int[]? _campaigns;
        private ushort[]? _browsers;
        private bool _hasOrigins;

        /// <summary>Which clicks it holds: those from this times <see cref="ChunkSize"/> on.</summary>
        public long Number => Volatile.Read(ref _number);

        public long NewestSecond => _newestSecond;

        public uint[] Seconds { get; } = new uint[ChunkSize];

        public long[] Weights { get; } = new long[ChunkSize];

        public ulong[] Users { get; } = new ulong[ChunkSize];

        public int[] Pages { get; } = new int[ChunkSize];

        public int[] Referrers { get; } = new int[ChunkSize];

        /// <summary>Country, device, source: dimensions of few values.</summary>
        public ushort[] Countries { get; } = new ushort[ChunkSize];

        public ushort[] Devices { get; } = new ushort[ChunkSize];

        public ushort[] Sources { get; } = new ushort[ChunkSize];

        /// <summary>The status's number and class, and the flags of <see cref="LoggedClick"/> above it.</summary>
        public ushort[] Statuses { get; } = new ushort[ChunkSize];

        /// <summary>The number of a click's value of a dimension.</summary>
        public int Value(int at, Dimension dimension) =>
            dimension switch
            {
                Dimension.Page => Pages[at],
                Dimension.Country => Countries[at],
                Dimension.Referrer => Referrers[at],
                Dimension.Device => Devices[at],
                Dimension.Status => Statuses[at] & LoggedClick.StatusMask,
                Dimension.Host => _hosts is { } hosts ? hosts[at] : ValueTable.None,
                Dimension.Campaign => _campaigns is { } campaigns ? campaigns[at] : ValueTable.None,
                Dimension.Browser => _browsers is { } browsers ? browsers[at] : ValueTable.None,
                _ => Sources[at],
            };

        public void Reuse(long number)
        {
            // First of all, so that a scan that goes on sees that its chunk is another one now.
            Volatile.Write(ref _number, number);
            Interlocked.MemoryBarrier();
            _newestSecond = long.MinValue;
        }

        /// <summary>Gives it another place; before anybody has seen it.</summary>
        public void Renumber(long number) => Volatile.Write(ref _number, number);

        public void Set(int at, in LoggedClick click)
        {
            Seconds[at] = (uint)click.Second;
            Weights[at] = click.Weight;
            Users[at] = click.User;
            Pages[at] = click.Page;
            Referrers[at] = click.Referrer;
            Countries[at] = (ushort)click.Country;
            Devices[at] = (ushort)click.Device;
            Sources[at] = (ushort)click.Source;
            if (click.HasOrigin || _hasOrigins)
            {
                SetOrigin(at, click);
            }

            Statuses[at] = (ushort)(
                click.Status
                | (click.StatusClass << LoggedClick.ClassShift)
                | (click.IsLate ? LoggedClick.Late : 0)
                | (click.IsRetimed ? LoggedClick.Retimed : 0)
            );
            _newestSecond = Math.Max(_newestSecond, click.Second);
        }

        private void SetOrigin(int at, in LoggedClick click)
        {
            _hasOrigins = true;
            Set(ref _hosts, at, click.Host);
            Set(ref _campaigns, at, click.Campaign);
            Set(ref _browsers, at, (ushort)click.Browser);
        }

        // A column that is there gets the value of every click, since its places are used again.
        private static void Set<T>(ref T[]? column, int at, T value)
            where T : struct, IEquatable<T>
        {
            if (column is not null || !value.Equals(default))
            {
                (column ??= new T[ChunkSize])[at] = value;
            }
        }
    }
}

/// <summary>A click as the log keeps it: its values by their numbers.</summary>
internal readonly record struct LoggedClick(
    long Second,
    int Page,
    int Country,
    int Referrer,
    int Device,
    int Status,
    int Source,
    int Host,
    int Campaign,
    int Browser,
    ulong User,
    long Weight,
    int StatusClass,
    bool IsLate,
    bool IsRetimed
)
{
    // There are 502 statuses: ten bits hold their numbers, three more their class, and the flags stand above.
    public const int StatusMask = 0x03FF;
    public const int ClassShift = 10;
    public const int ClassMask = 0x7;
    public const int Late = 0x4000;
    public const int Retimed = 0x8000;

    /// <summary>Whether it has a host, a campaign or a browser.</summary>
    public bool HasOrigin => (Host | Campaign | Browser) != ValueTable.None;
}
