namespace ClickDash.Core.Clicks;

/// <summary>A click's own time as its message states it.</summary>
public readonly record struct ClickTime
{
    /// <summary>1990-01-01T00:00:00Z in epoch milliseconds: earlier times are counters or wrong units.</summary>
    public const long Earliest = 631_152_000_000;

    /// <summary>2100-01-01T00:00:00Z in epoch milliseconds: this and later times are counters or wrong units.</summary>
    public const long End = 4_102_444_800_000;

    private ClickTime(long? milliseconds, bool implausible)
    {
        Milliseconds = milliseconds;
        IsImplausible = implausible;
    }

    /// <summary>No time was given, or none that could be read: the message's time counts.</summary>
    public static ClickTime Absent => default;

    /// <summary>A time was given that cannot be a click's: the message's time counts, and the click as retimed.</summary>
    public static ClickTime Implausible { get; } = new(milliseconds: null, implausible: true);

    /// <summary>Epoch milliseconds, or null where the message's time counts.</summary>
    public long? Milliseconds { get; }

    /// <summary>Whether a time was given that cannot be a click's.</summary>
    public bool IsImplausible { get; }

    /// <summary>A time in epoch milliseconds; implausible outside 1990-2099.</summary>
    public static ClickTime At(long milliseconds) =>
        milliseconds is >= Earliest and < End
            ? new ClickTime(milliseconds, implausible: false)
            : Implausible;
}
