using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>Reads the numbers on the tiles out of the rings.</summary>
internal sealed class KpiReader(ViewSpan span)
{
    private const int RateSeconds = 5;
    private const int TrendSeconds = 60;
    private const int ActiveSeconds = 300;

    private readonly Rings _rings = span.Rings;

    public Kpi Read()
    {
        var now = Sum(span.First);
        var before = Sum(span.Before);
        var (peak, peakAt) = Peak(span.Start / 1000, span.NowSecond);
        var (start, from) = (span.Start / 1000, span.Before * span.View.Step / 1000);
        var users = _rings.Users;
        return new Kpi(
            Rate(span.OpenSecond, RateSeconds),
            Rate(span.OpenSecond - RateSeconds, TrendSeconds),
            peak,
            peakAt,
            now.Total,
            before.Total,
            users.Count(span.NowSecond - ActiveSeconds + 1, span.NowSecond),
            users.CountBefore(ActiveSeconds, span.NowSecond),
            users.Count(start, span.NowSecond),
            users.CountBefore(span.View.Window, span.NowSecond),
            users.Sessions(start, span.NowSecond),
            users.Sessions(from, start - 1),
            now.Errors,
            before.Errors,
            now.Late,
            now.Retimed,
            span.Facts.Dropped,
            span.Facts.Delays.Median,
            span.Facts.Delays.Percentile99,
            span.Facts.Stamp.Lag
        );
    }

    private (long Total, long Errors, long Late, long Retimed) Sum(long first)
    {
        var (total, errors, late, retimed) = (0L, 0L, 0L, 0L);
        for (var index = first; index < first + span.View.Buckets; index++)
        {
            if (span.Ring[index] is { } bucket)
            {
                total += bucket.Total;
                errors += bucket.Statuses.Errors;
                late += bucket.Late;
                retimed += bucket.Retimed;
            }
        }

        return (total, errors, late, retimed);
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

    private (long Count, long? At) Peak(long from, long to)
    {
        var (peak, at) = (0L, (long?)null);
        for (var second = from; second <= to; second++)
        {
            if (_rings.Seconds[second] is { } bucket && bucket.Total > peak)
            {
                (peak, at) = (bucket.Total, second * 1000);
            }
        }

        return (peak, at);
    }
}
