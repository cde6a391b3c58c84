using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>What the pictures of a moment have in common that show the same window of the same clicks.</summary>
internal sealed class WindowPicture
{
    private readonly IReadOnlyList<Gap> _missing;
    private readonly long _step;

    public WindowPicture(ViewSpan span, WindowSums sums, PeakSecond peak, Column.Picture totals)
    {
        (_missing, _step, Totals) = (span.Facts.Gaps, span.View.Step, totals);
        (Stamp, Before, First, Last) = (span.Facts.Stamp, span.Before, span.First, span.Last);
        (Start, Open, Reach) = (span.Start, span.Open, span.Reach);
        IsApproximate = sums.Now.Approximate > 0;
        Statuses = StatusesOf(sums.Now.Statuses, sums.Before.Statuses);
        Kpi = new KpiReader(span, sums, peak).Read();
        (Gaps, Marks) = (span.Gaps(), span.Marks());
    }

    public Stamp Stamp { get; }

    /// <summary>The first bucket of the window before.</summary>
    public long Before { get; }

    /// <summary>The first bucket.</summary>
    public long First { get; }

    /// <summary>The last bucket.</summary>
    public long Last { get; }

    /// <summary>When the first bucket begins, in epoch milliseconds.</summary>
    public long Start { get; }

    public int Open { get; }

    public long Reach { get; }

    public bool IsApproximate { get; }

    public RankedValue[] Statuses { get; }

    public Kpi Kpi { get; }

    public Gap[] Gaps { get; }

    public Mark[] Marks { get; }

    /// <summary>The clicks by bucket; <see cref="TotalColumn.Absent"/> where there is no bucket.</summary>
    public Column.Picture Totals { get; }

    /// <summary>A bucket's clicks; null where nothing could be counted.</summary>
    public long? Total(long index) =>
        Totals[index] is not TotalColumn.Absent and var total ? total
        : IsMissing(index * _step, (index + 1) * _step) ? null
        : 0;

    /// <summary>Whether the same is missing as in another.</summary>
    public bool HasSameGaps(WindowPicture other) =>
        ReferenceEquals(_missing, other._missing) || _missing.SequenceEqual(other._missing);

    private bool IsMissing(long from, long to)
    {
        foreach (var gap in _missing)
        {
            if (gap.From <= from && gap.To >= to)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Clicks by class of status, in the order of the classes; those that neither window has are left out.</summary>
    private static RankedValue[] StatusesOf(in StatusClasses now, in StatusClasses before)
    {
        var statuses = new List<RankedValue>(StatusClasses.Length);
        for (var i = 0; i < StatusClasses.Length; i++)
        {
            if (now[i] > 0 || before[i] > 0)
            {
                statuses.Add(new RankedValue(StatusClasses.Names[i], now[i], before[i]));
            }
        }

        return [.. statuses];
    }
}
