using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>Reads the numbers on the tiles out of the rings.</summary>
internal sealed class KpiReader(ViewSpan span, WindowSums sums, PeakSecond peakSecond)
{
    private const int RateSeconds = 5;
    private const int TrendSeconds = 60;
    private const int ActiveSeconds = 300;

    private readonly Rings _rings = span.Rings;

    public Kpi Read()
    {
        ref readonly var now = ref sums.Now;
        ref readonly var before = ref sums.Before;
        var (peak, peakAt) = peakSecond.Read(span.Start / 1000, span.NowSecond);
        var (start, from) = (span.Start / 1000, span.Before * span.View.Step / 1000);
        var users = _rings.Users;
        return new Kpi(
            Rate(span.OpenSecond, RateSeconds),
            Rate(span.OpenSecond - RateSeconds, TrendSeconds),
            peak,
            peakAt * 1000,
            now.Total,
            before.Total,
            users.Count(span.NowSecond - ActiveSeconds + 1, span.NowSecond),
            users.CountBefore(ActiveSeconds, span.NowSecond),
            users.Count(start, span.NowSecond),
            users.CountBefore(span.View.Window, span.NowSecond),
            users.Sessions(start, span.NowSecond),
            users.Sessions(from, start - 1),
            now.Statuses.Errors,
            before.Statuses.Errors,
            now.Late,
            now.Retimed,
            span.Facts.Dropped,
            span.Facts.Delays.Median,
            span.Facts.Delays.Percentile99,
            span.Facts.Stamp.Lag
        )
        {
            UsersApproximate = !users.IsExact || start <= users.UnknownThrough,
            ActiveUsersApproximate =
                !users.IsExact || span.NowSecond - ActiveSeconds < users.UnknownThrough,
        };
    }

    /// <summary>The mean of the seconds before a second, in clicks per second.</summary>
    private double Rate(long end, int seconds)
    {
        var clicks = 0L;
        for (var second = end - seconds; second < end; second++)
        {
            clicks += _rings.Seconds[second]?.Total ?? 0;
        }

        return Math.Round((double)clicks / seconds, 2);
    }
}
