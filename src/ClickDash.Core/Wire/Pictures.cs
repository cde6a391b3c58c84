namespace ClickDash.Core.Wire;

/// <summary>How pictures become frames and frames become pictures: <c>before.Apply(before.FrameTo(after))</c> equals <c>after</c>.</summary>
public static class Pictures
{
    /// <summary>
    /// The frame that leads from one picture of a view to the next, or null where the viewer needs the whole picture:
    /// another run, another view, other series, or nothing in common.
    /// </summary>
    public static Frame? FrameTo(this Snapshot before, Snapshot after)
    {
        var shift = (after.Start - before.Start) / before.Step;
        var sameSeries = before.Series.Length == after.Series.Length;
        for (var i = 0; sameSeries && i < before.Series.Length; i++)
        {
            sameSeries = string.Equals(
                before.Series[i].Name,
                after.Series[i].Name,
                StringComparison.Ordinal
            );
        }

        if (
            !sameSeries
            || before.Run != after.Run
            || before.View != after.View
            || shift < 0
            || shift >= after.Total.Length
        )
        {
            return null;
        }

        return new Frame(
            after.Run,
            after.Sequence,
            after.Now,
            after.Start,
            after.Open,
            before.Reach == after.Reach ? null : after.Reach,
            before.Approximate == after.Approximate ? null : after.Approximate,
            [.. Changes(before, after, (int)shift)],
            before.Ranking.AsSpan().SequenceEqual(after.Ranking) ? null : after.Ranking,
            after.Kpi,
            before.Gaps.AsSpan().SequenceEqual(after.Gaps) ? null : after.Gaps,
            before.Ingest == after.Ingest ? null : after.Ingest
        );
    }

    /// <summary>The picture after a frame, or null where the frame does not follow it and the viewer needs the whole picture.</summary>
    public static Snapshot? Apply(this Snapshot before, Frame frame)
    {
        var shift = (frame.Start - before.Start) / before.Step;
        if (
            before.Run != frame.Run
            || frame.Sequence != before.Sequence + 1
            || shift < 0
            || shift >= before.Total.Length
        )
        {
            return null;
        }

        var total = Shifted(before.Total, (int)shift);
        var series = Array.ConvertAll(
            before.Series,
            one => one with { Counts = Shifted(one.Counts, (int)shift) }
        );
        foreach (var change in frame.Changed)
        {
            var i = (change.At - frame.Start) / before.Step;
            if (i < 0 || i >= total.Length || change.Counts.Length != series.Length)
            {
                return null;
            }

            total[i] = change.Total;
            for (var s = 0; s < series.Length; s++)
            {
                series[s].Counts[i] = change.Counts[s];
            }
        }

        return before with
        {
            Sequence = frame.Sequence,
            Now = frame.Now,
            Start = frame.Start,
            Open = frame.Open,
            Reach = frame.Reach ?? before.Reach,
            Approximate = frame.Approximate ?? before.Approximate,
            Total = total,
            Series = series,
            Ranking = frame.Ranking ?? before.Ranking,
            Kpi = frame.Kpi,
            Gaps = frame.Gaps ?? before.Gaps,
            Ingest = frame.Ingest ?? before.Ingest,
        };
    }

    private static IEnumerable<Change> Changes(Snapshot before, Snapshot after, int shift)
    {
        for (var i = 0; i < after.Total.Length; i++)
        {
            var old = i + shift;
            var same = old < before.Total.Length && before.Total[old] == after.Total[i];
            for (var s = 0; same && s < after.Series.Length; s++)
            {
                same = before.Series[s].Counts[old] == after.Series[s].Counts[i];
            }

            if (!same)
            {
                var index = i;
                yield return new Change(
                    after.Start + i * after.Step,
                    after.Total[i],
                    Array.ConvertAll(after.Series, one => one.Counts[index])
                );
            }
        }
    }

    private static long?[] Shifted(long?[] counts, int shift)
    {
        var shifted = new long?[counts.Length];
        Array.Copy(counts, shift, shifted, 0, counts.Length - shift);
        return shifted;
    }
}
