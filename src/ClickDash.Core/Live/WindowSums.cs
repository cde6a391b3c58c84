using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>The sums of a window and of the one before it that are not by value.</summary>
internal sealed class WindowSums(Rollup ring, int buckets) : SlidingSums(ring, buckets, buckets)
{
    private Numbers _now;
    private Numbers _before;

    /// <summary>The window's.</summary>
    public ref readonly Numbers Now => ref _now;

    /// <summary>Those of the one before it.</summary>
    public ref readonly Numbers Before => ref _before;

    protected override void Clear() => (_now, _before) = (default, default);

    protected override void Apply(Bucket bucket, bool isNow, int sign, bool isWhole)
    {
        ref var sums = ref isNow ? ref _now : ref _before;
        sums.Total += sign * bucket.Total;
        sums.Late += sign * bucket.Late;
        sums.Retimed += sign * bucket.Retimed;
        sums.Dropped += sign * bucket.Dropped;
        sums.Approximate += isWhole && bucket.IsApproximate ? sign : 0;
        for (var i = 0; i < StatusClasses.Length; i++)
        {
            sums.Statuses[i] += sign * bucket.Statuses[i];
        }
    }

    /// <summary>A window's sums.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct Numbers
    {
        public long Total;
        public long Late;
        public long Retimed;
        public long Dropped;
        public StatusClasses Statuses;

        /// <summary>How many of its buckets are approximate.</summary>
        public int Approximate;
    }
}
