namespace ClickDash.Core.Clicks;

/// <summary>A click's own time as its message states it.</summary>
public readonly record struct ClickTime
{
    /// <summary>1990-01-01T00:00:00Z in epoch milliseconds: earlier times are counters or wrong units.</summary>
    public const long Earliest = 631_152_000_000;

    /// <summary>2100-01-01T00:00:00Z in epoch milliseconds: this and later times are counters or wrong units.</summary>
    public const long End = 4_102_444_800_000;

    private const long None = long.MinValue;
    private const long WasImplausible = long.MinValue + 1;
    private const long WasUnreadable = long.MinValue + 2;

    // One number, since a batch keeps one of these for each click; the default is that of no time.
    private readonly long _value;

    private ClickTime(long value) => _value = value ^ None;

    /// <summary>No time was given: the message's time counts.</summary>
    public static ClickTime Absent => default;

    /// <summary>A time was given that cannot be a click's: the message's time counts, and the click as retimed.</summary>
    public static ClickTime Implausible { get; } = new(WasImplausible);

    /// <summary>A time was given that cannot be read: the message's time counts, and the click as one of unreadable time.</summary>
    public static ClickTime Unreadable { get; } = new(WasUnreadable);

    /// <summary>Epoch milliseconds, or null where the message's time counts.</summary>
    public long? Milliseconds => Value is >= Earliest and < End ? Value : null;

    /// <summary>Whether a time was given that cannot be a click's.</summary>
    public bool IsImplausible => Value == WasImplausible;

    /// <summary>Whether a time was given that cannot be read.</summary>
    public bool IsUnreadable => Value == WasUnreadable;

    private long Value => _value ^ None;

    /// <summary>A time in epoch milliseconds; implausible outside 1990-2099.</summary>
    public static ClickTime At(long milliseconds) =>
        milliseconds is >= Earliest and < End ? new ClickTime(milliseconds) : Implausible;
}
