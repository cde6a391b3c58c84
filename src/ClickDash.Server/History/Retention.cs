using ClickDash.Core.Live;

namespace ClickDash.Server.History;

/// <summary>From when on what is kept, in seconds, minutes and hours since 1970.</summary>
/// <param name="OldestSecond">The first second that is kept, at the beginning of a minute.</param>
/// <param name="OldestMinute">The first minute that is kept, at the beginning of a quarter of an hour.</param>
/// <param name="OldestHour">The first hour.</param>
/// <param name="FinishedMinute">The first minute that clicks in time may still change.</param>
/// <param name="Now">The moment, in epoch milliseconds: what is later is of the future.</param>
public sealed record Retention(
    long OldestSecond,
    long OldestMinute,
    long OldestHour,
    long FinishedMinute,
    long Now
)
{
    /// <summary>How many values of a dimension a finished minute, quarter or hour keeps; the rest is <c>(other)</c>.</summary>
    public const int MostValues = 1000;

    /// <summary>What is kept at a moment.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="minutes">How long minutes are kept.</param>
    /// <param name="hours">How long hours are kept.</param>
    /// <param name="lateness">How late a click may come.</param>
    public static Retention At(
        DateTimeOffset now,
        TimeSpan minutes,
        TimeSpan hours,
        TimeSpan lateness
    ) =>
        new(
            LiveWindow.OldestStored(now.ToUnixTimeMilliseconds()),
            (now - minutes).ToUnixTimeSeconds() / 900 * 15,
            (now - hours).ToUnixTimeSeconds() / 3600,
            (now - lateness).ToUnixTimeSeconds() / 60,
            now.ToUnixTimeMilliseconds()
        );
}
