using System.Text;

namespace ClickDash.Core.Formats.Text;

/// <summary>The zone of times that are written without one. The default value is UTC.</summary>
public readonly record struct Zone
{
    private readonly int offsetMinutes;
    private readonly TimeZoneInfo? rules;

    private Zone(int offsetMinutes, TimeZoneInfo? rules)
    {
        this.offsetMinutes = offsetMinutes;
        this.rules = rules;
    }

    /// <summary>Reads an offset (<c>-07:00</c>, <c>+0530</c>, <c>Z</c>) or the name of a zone (<c>Australia/Melbourne</c>).</summary>
    public static bool TryParse(string text, out Zone zone)
    {
        if (TimeText.TryOffset(Encoding.UTF8.GetBytes(text), out var minutes))
        {
            zone = new Zone(minutes, rules: null);
            return true;
        }

        var found = TimeZoneInfo.TryFindSystemTimeZoneById(text, out var rules);
        zone = new Zone(0, rules);
        return found;
    }

    /// <summary>How far this zone's clock is ahead of UTC at a moment, both in milliseconds.</summary>
    public long OffsetAt(long utc) =>
        rules is null
            ? offsetMinutes * 60_000L
            : (long)
                rules.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(utc)).TotalMilliseconds;

    /// <summary>Turns epoch milliseconds counted on this zone's clock into those of UTC.</summary>
    public long ToUtc(long local)
    {
        if (rules is null)
        {
            return local - (offsetMinutes * 60_000L);
        }

        var offset = rules.GetUtcOffset(DateTime.UnixEpoch.AddMilliseconds(local).ToLocal());
        return local - (long)offset.TotalMilliseconds;
    }

    /// <summary>
    /// When a day of this zone's calendar begins, in epoch milliseconds. Where the clock skips its midnight, with the first moment
    /// after; where midnight comes twice, with the first.
    /// </summary>
    public long StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var local = (midnight - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
        if (rules is not null && rules.IsAmbiguousTime(midnight))
        {
            return local - (long)rules.GetAmbiguousTimeOffsets(midnight).Max().TotalMilliseconds;
        }

        if (rules is null || !rules.IsInvalidTime(midnight))
        {
            return ToUtc(local);
        }

        // The moment at which the clock is put forward: before it, the offset is the smaller one.
        var utc = local - OffsetAt(local - 86_400_000);
        while (DayAt(utc - 60_000) == day)
        {
            utc -= 60_000;
        }

        return utc;
    }

    private DateOnly DayAt(long utc) =>
        DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(utc + OffsetAt(utc)));
}

file static class LocalClock
{
    // TimeZoneInfo reads the clock of its own zone only from times of no kind.
    public static DateTime ToLocal(this DateTime time) =>
        DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
}
