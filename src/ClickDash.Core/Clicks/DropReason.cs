namespace ClickDash.Core.Clicks;

/// <summary>Why a message or a click was not counted. A drop is a value: counted, measured and shown.</summary>
public enum DropReason
{
    /// <summary>Not dropped.</summary>
    None,

    /// <summary>Not of the format's shape, or without a page.</summary>
    Malformed,

    /// <summary>A message over <see cref="Limits.MessageBytes"/> or a page over <see cref="Limits.PageBytes"/>.</summary>
    TooLarge,

    /// <summary>Its event time is older than its message by more than the lateness allowed.</summary>
    TooLate,
}

/// <summary>The names of drop reasons on the wire, in metrics and in words.</summary>
public static class DropReasons
{
    /// <summary>Every reason for which a click can be dropped.</summary>
    public static IReadOnlyList<DropReason> All { get; } =
    [DropReason.Malformed, DropReason.TooLarge, DropReason.TooLate];

    /// <summary>The reason's name on the wire: <c>malformed</c>, <c>too_large</c> or <c>too_late</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reason"/> is <see cref="DropReason.None"/>.</exception>
    public static string Name(this DropReason reason) =>
        reason switch
        {
            DropReason.Malformed => "malformed",
            DropReason.TooLarge => "too_large",
            DropReason.TooLate => "too_late",
            _ => throw new ArgumentOutOfRangeException(
                nameof(reason),
                reason,
                "Nothing was dropped."
            ),
        };
}
