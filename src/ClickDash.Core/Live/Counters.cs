using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>What was read since counting began.</summary>
public sealed class Counters
{
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];

    /// <summary>The sum of weights of the clicks counted.</summary>
    public long Clicks { get; internal set; }

    /// <summary>Messages read, dropped ones included.</summary>
    public long Messages { get; internal set; }

    /// <summary>Well-formed messages that are not clicks.</summary>
    public long Ignored { get; internal set; }

    /// <summary>Clicks that came after their own second was closed.</summary>
    public long Late { get; internal set; }

    /// <summary>Clicks whose time could not be theirs.</summary>
    public long Retimed { get; internal set; }

    /// <summary>Clicks whose time was given and could not be read.</summary>
    public long UnreadableTime { get; internal set; }

    /// <summary>Clicks about whose time the arrival decided: reading them again may decide otherwise.</summary>
    public long ArrivalJudged { get; internal set; }

    /// <summary>How many were dropped for a reason.</summary>
    public long Dropped(DropReason reason) => _dropped[(int)reason];

    /// <summary>Goes on counting where an earlier run stopped.</summary>
    public void Restore(Wire.Totals totals)
    {
        Clicks = totals.Clicks;
        Messages = totals.Messages;
        Ignored = totals.Ignored;
        Late = totals.Late;
        Retimed = totals.Retimed;
        UnreadableTime = totals.UnreadableTime;
        ArrivalJudged = totals.ArrivalJudged;
        foreach (var reason in DropReasons.All)
        {
            _dropped[(int)reason] = totals.Dropped.GetValueOrDefault(reason.Name());
        }
    }

    internal void Drop(DropReason reason) => _dropped[(int)reason]++;
}
