using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>The buckets that a view shows now, and what is known about them.</summary>
internal sealed class ViewSpan
{
    public ViewSpan(View view, Rings rings, TickFacts facts)
    {
        (View, Rings, Facts) = (view, rings, facts);
        Last = facts.Stamp.Now / view.Step;
        First = Last - view.Buckets + 1;
        Before = First - view.Buckets;
    }

    public View View { get; }

    public Rings Rings { get; }

    public TickFacts Facts { get; }

    /// <summary>Now, in epoch milliseconds.</summary>
    public long Now => Facts.Stamp.Now;

    /// <summary>The first bucket of the window before.</summary>
    public long Before { get; }

    /// <summary>The first bucket of the window.</summary>
    public long First { get; }

    /// <summary>The bucket that holds now.</summary>
    public long Last { get; }

    /// <summary>When the first bucket begins, in epoch milliseconds.</summary>
    public long Start => First * View.Step;

    /// <summary>When the last bucket ends, in epoch milliseconds.</summary>
    public long End => (Last + 1) * View.Step;

    /// <summary>The second that holds now.</summary>
    public long NowSecond => Facts.Stamp.Now / 1000;

    /// <summary>The first second that is not closed yet.</summary>
    public long OpenSecond => (Facts.Stamp.Now - Facts.SettlingTime) / 1000;

    /// <summary>The index of the first bucket whose end and the settling time after it are not over.</summary>
    public int Open =>
        (int)
            Math.Clamp(
                (Facts.Stamp.Now - Facts.SettlingTime) / View.Step - First,
                0,
                View.Buckets - 1
            );

    /// <summary>How far back all is known: to the beginning of the window before, or to the end of the last gap on the way there.</summary>
    public long Reach =>
        Facts
            .Gaps.Where(gap => gap.From <= Start)
            .Select(gap => Math.Min(gap.To, End))
            .Append(Before * View.Step)
            .Max();

    /// <summary>The gaps as far as they lie in the window.</summary>
    public Gap[] Gaps() =>
        [
            .. Facts
                .Gaps.Where(gap => gap.To > Start && gap.From < End)
                .Select(gap =>
                    gap with
                    {
                        From = Math.Max(gap.From, Start),
                        To = Math.Min(gap.To, End),
                    }
                )
                .OrderBy(gap => gap.From),
        ];

    /// <summary>What happened in the window.</summary>
    public Mark[] Marks() =>
        [.. Facts.Stamp.Marks.Where(mark => mark.At >= Start && mark.At < End)];

    /// <summary>Whether something is missing in a stretch of time, in epoch milliseconds.</summary>
    public bool IsBroken(long from, long to) =>
        Facts.Gaps.Any(gap => gap.From < to && gap.To > from);
}
