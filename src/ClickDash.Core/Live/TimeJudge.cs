using System.Runtime.InteropServices;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// Decides when a click happened, from three witnesses: the click's own time c, the message's timestamp m and the arrival a, which
/// is the reader's clock. docs/time.md has the table. Pure.
/// </summary>
public sealed class TimeJudge
{
    /// <summary>How far a click's time may be ahead of its judge, in milliseconds: clocks differ, but not by more.</summary>
    public const long MaxAhead = 10_000;

    /// <summary>2000-01-01T00:00:00Z in epoch milliseconds: a producer's timestamp before it is a wrong unit or none.</summary>
    public const long EarliestMessage = 946_684_800_000;

    private readonly TimeMode _mode;
    private readonly long _lateness;
    private readonly long _watermarkDelay;

    /// <param name="mode">Whose time a click has.</param>
    /// <param name="allowedLateness">How much older than its judge a click may be.</param>
    /// <param name="watermarkDelay">How long after its end a second is closed: what comes later is late.</param>
    public TimeJudge(TimeMode mode, TimeSpan allowedLateness, TimeSpan watermarkDelay)
    {
        _mode = mode;
        _lateness = (long)allowedLateness.TotalMilliseconds;
        _watermarkDelay = (long)watermarkDelay.TotalMilliseconds;
    }

    /// <summary>
    /// What a click's time is measured by: the message's timestamp where the broker set it, or where the producer's lies between
    /// the year 2000 and ten seconds after the arrival; else the arrival.
    /// </summary>
    /// <param name="message">The message's timestamp.</param>
    /// <param name="arrived">When it was read, in epoch milliseconds.</param>
    public static Reference ReferenceOf(MessageTime message, long arrived)
    {
        var m = message.Milliseconds;
        if (message.IsLogAppendTime && m >= 0)
        {
            return new Reference(m, IsArrival: false);
        }

        return m >= EarliestMessage && m <= arrived + MaxAhead
            ? new Reference(m, IsArrival: false)
            : new Reference(arrived, IsArrival: true);
    }

    /// <summary>Judges a click.</summary>
    /// <param name="click">Its own time.</param>
    /// <param name="message">Its message's timestamp.</param>
    /// <param name="arrived">When it was read, in epoch milliseconds.</param>
    /// <param name="isLive">Whether its message came after what was there when reading began: then the arrival is a witness too.</param>
    public Judgement Judge(ClickTime click, MessageTime message, long arrived, bool isLive)
    {
        var reference = ReferenceOf(message, arrived);
        if (_mode == TimeMode.Arrival)
        {
            return new Judgement(arrived, arrived, TimeVerdict.Counted) { UsedArrival = true };
        }

        if (_mode == TimeMode.Message || (click.Milliseconds is null && !click.IsImplausible))
        {
            var verdict =
                _mode == TimeMode.Event && click.IsUnreadable
                    ? TimeVerdict.Unreadable
                    : TimeVerdict.Counted;
            return At(reference, verdict);
        }

        if (click.Milliseconds is not { } c)
        {
            return At(reference, TimeVerdict.Retimed);
        }

        // Under LogAppendTime nothing depends on the arrival.
        var isByArrival = reference.IsArrival;
        var j = reference.Time;
        var latest = j + MaxAhead;
        if (!message.IsLogAppendTime && latest > arrived + MaxAhead)
        {
            latest = arrived + MaxAhead;
            isByArrival |= c > latest && c <= j + MaxAhead;
        }

        if (c <= latest && c >= j - _lateness)
        {
            return Decided(c, j, TimeVerdict.Counted, isByArrival);
        }

        if (isLive && !message.IsLogAppendTime && Math.Abs(c - arrived) <= MaxAhead)
        {
            return Decided(c, Math.Max(j, c), TimeVerdict.Counted, usedArrival: true);
        }

        return c > latest
            ? Decided(j, j, TimeVerdict.Retimed, isByArrival)
            : Decided(c, j, TimeVerdict.TooLate, isByArrival);
    }

    /// <summary>Whether a second had been closed for the watermark's delay before a moment, both in epoch milliseconds.</summary>
    public bool IsLate(long time, long reference) =>
        reference >= (time / 1000 + 1) * 1000 + _watermarkDelay;

    private static Judgement At(Reference reference, TimeVerdict verdict) =>
        new(reference.Time, reference.Time, verdict) { UsedArrival = reference.IsArrival };

    private Judgement Decided(long time, long reference, TimeVerdict verdict, bool usedArrival) =>
        new(time, reference, verdict)
        {
            UsedArrival = usedArrival,
            IsLate = verdict == TimeVerdict.Counted && IsLate(time, reference),
        };
}

/// <summary>What a click's time is measured by.</summary>
/// <param name="Time">Epoch milliseconds.</param>
/// <param name="IsArrival">Whether it is the arrival, since the message's timestamp cannot be.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Reference(long Time, bool IsArrival);

/// <summary>What was decided about a click's time.</summary>
/// <param name="Time">When it counts, in epoch milliseconds.</param>
/// <param name="Reference">What it was measured by, in epoch milliseconds.</param>
/// <param name="Verdict">Whether and how it counts.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Judgement(long Time, long Reference, TimeVerdict Verdict)
{
    /// <summary>Whether its second had been closed before.</summary>
    public bool IsLate { get; init; }

    /// <summary>Whether the arrival took part: reading the message again may decide otherwise.</summary>
    public bool UsedArrival { get; init; }
}

/// <summary>Whether and how a click counts.</summary>
public enum TimeVerdict : byte
{
    /// <summary>At its own time, or at its message's where it has none.</summary>
    Counted,

    /// <summary>At its message's time, since its own cannot be.</summary>
    Retimed,

    /// <summary>At its message's time, since its own could not be read.</summary>
    Unreadable,

    /// <summary>Not at all: it is older than the lateness allows.</summary>
    TooLate,
}

/// <summary>Whose time a click has: the setting <c>ClickDash:Time</c>.</summary>
public enum TimeMode
{
    /// <summary>Its own, as far as its message and the reader's clock bear it out.</summary>
    Event,

    /// <summary>Its message's timestamp.</summary>
    Message,

    /// <summary>When it was read.</summary>
    Arrival,
}
