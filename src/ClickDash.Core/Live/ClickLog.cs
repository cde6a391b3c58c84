using System.Runtime.InteropServices;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// The newest clicks one by one, as columns, from which any filter gets its own past. One thread appends; others scan
/// without a lock what was there when they began. A chunk that is taken for new clicks while it is scanned says so by its
/// number, and the scan begins anew.
/// </summary>
public sealed class ClickLog
{
    /// <summary>Clicks a chunk: 2 MB of columns, a quarter of a second of a million clicks a second to fill one.</summary>
    public const int ChunkSize = 1 << 16;

    /// <summary>How many values a dimension of few values can have: what a column of 16 bits holds.</summary>
    public const int MostSmallValues = ushort.MaxValue - 2;

    private readonly Chunk?[] _ring;
    private long _count;
    private long _letGoThrough = long.MinValue;
    private long _absentThrough = long.MinValue;
    private int _version;

    /// <param name="size">How many clicks are kept, at 36 bytes each, and 10 more where all have a host, a campaign and a browser; rounded up to whole chunks.</param>
    public ClickLog(int size) =>
        _ring = new Chunk?[Math.Max(2, (size + ChunkSize - 1) / ChunkSize)];

    /// <summary>How many clicks were ever appended: the number that the next one gets.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>The number of the oldest click that is kept.</summary>
    public long Oldest =>
        Math.Max(0, (Count + ChunkSize - 1) / ChunkSize - _ring.Length) * ChunkSize;

    /// <summary>The newest second of which a click is missing: what came after it is all there.</summary>
    public long LostThrough =>
        Math.Max(Volatile.Read(ref _letGoThrough), Volatile.Read(ref _absentThrough));

    /// <summary>Changes when clicks that were missing are there: who reads the log reads it anew.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Appends a click.</summary>
    internal void Append(in LoggedClick click)
    {
        var (number, at) = (_count / ChunkSize, (int)(_count % ChunkSize));
        ref var slot = ref _ring[number % _ring.Length];
        if (at == 0)
        {
            if (slot is { } old)
            {
                Volatile.Write(ref _letGoThrough, Math.Max(_letGoThrough, old.NewestSecond));
                old.Reuse(number);
            }
            else
            {
                slot = new Chunk(number);
            }
        }

        slot!.Set(at, click);
        // Published last: who reads the count sees the columns.
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Notes that clicks up to a second never came here, as an earlier run counted them.</summary>
    internal void MissThrough(long second)
    {
        Volatile.Write(ref _absentThrough, second);
        Interlocked.Increment(ref _version);
    }

    /// <summary>
    /// The columns of the clicks from a number up to an end, chunk by chunk. What is read of a part is right only if
    /// <see cref="Part.IsIntact"/> says so afterwards. Ends early where new clicks took the place of those asked for.
    /// </summary>
    internal IEnumerable<Part> Parts(long from, long end)
    {
        while (from < end)
        {
            var (number, at) = (from / ChunkSize, (int)(from % ChunkSize));
            var to = (int)Math.Min(ChunkSize, end - number * ChunkSize);
            if (At(number) is not { } chunk)
            {
                yield break;
            }

            yield return new Part(chunk, number, at, to);
            from = number * ChunkSize + to;
        }
    }

    /// <summary>The chunk of a number, or null where it was let go.</summary>
    private Chunk? At(long number) =>
        Volatile.Read(ref _ring[number % _ring.Length]) is { } chunk && chunk.Number == number
            ? chunk
            : null;

    /// <summary>The clicks of a chunk from one place to another.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Part(Chunk Chunk, long Number, int From, int To)
    {
        /// <summary>The number of the click after it.</summary>
        public long Next => Number * ChunkSize + To;

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
