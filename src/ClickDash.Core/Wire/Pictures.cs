using System.Runtime.InteropServices;

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
            before.Statuses.AsSpan().SequenceEqual(after.Statuses) ? null : after.Statuses,
            before.Movers.AsSpan().SequenceEqual(after.Movers) ? null : after.Movers,
            after.Kpi,
            before.Gaps.AsSpan().SequenceEqual(after.Gaps) ? null : after.Gaps,
            before.Marks.AsSpan().SequenceEqual(after.Marks) ? null : after.Marks,
            before.Ingest == after.Ingest ? null : after.Ingest
        )
        {
            Feed = before.Feed.AsSpan().SequenceEqual(after.Feed) ? null : after.Feed,
            ExactSince = after.ExactSince,
        };
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

        var total = new TwoWindows(before.Previous, before.Total).Shifted((int)shift);
        var series = Array.ConvertAll(
            before.Series,
            one => new TwoWindows(one.Previous, one.Counts).Shifted((int)shift)
        );
        foreach (var change in frame.Changed)
        {
            var i = (change.At - frame.Start) / before.Step;
            if (!total.Has(i) || change.Counts.Length != series.Length)
            {
                return null;
            }

            total[i] = change.Total;
            for (var s = 0; s < series.Length; s++)
            {
                series[s][i] = change.Counts[s];
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
            Total = total.Counts,
            Previous = total.Previous,
            Series =
            [
                .. before.Series.Zip(
                    series,
                    (old, two) => new Series(old.Name, two.Counts, two.Previous)
                ),
            ],
            Ranking = frame.Ranking ?? before.Ranking,
            Statuses = frame.Statuses ?? before.Statuses,
            Movers = frame.Movers ?? before.Movers,
            Kpi = frame.Kpi,
            Gaps = frame.Gaps ?? before.Gaps,
            Marks = frame.Marks ?? before.Marks,
            Ingest = frame.Ingest ?? before.Ingest,
            Feed = frame.Feed ?? before.Feed,
            ExactSince = frame.ExactSince,
        };
    }

    private static IEnumerable<Change> Changes(Snapshot before, Snapshot after, int shift)
    {
        var (old, now) = (
            new TwoWindows(before.Previous, before.Total),
            new TwoWindows(after.Previous, after.Total)
        );
        var oldSeries = Array.ConvertAll(before.Series, TwoWindows.Of);
        var series = Array.ConvertAll(after.Series, TwoWindows.Of);
        for (var i = -after.Total.Length; i < after.Total.Length; i++)
        {
            var same = old.Has(i + shift) && old[i + shift] == now[i];
            for (var s = 0; same && s < series.Length; s++)
            {
                same = oldSeries[s][i + shift] == series[s][i];
            }

            if (!same)
            {
                var index = i;
                yield return new Change(
                    after.Start + i * after.Step,
                    now[i],
                    Array.ConvertAll(series, one => one[index])
                );
            }
        }
    }

    /// <summary>A window's buckets, and before them, at negative places, those of the window before.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct TwoWindows(long?[] Previous, long?[] Counts)
    {
        public static TwoWindows Of(Series series) => new(series.Previous, series.Counts);

        public long? this[long at]
        {
            get => at < 0 ? Previous[Previous.Length + at] : Counts[at];
            set
            {
                if (at < 0)
                {
                    Previous[Previous.Length + at] = value;
                }
                else
                {
                    Counts[at] = value;
                }
            }
        }

        public bool Has(long at) => at >= -Previous.Length && at < Counts.Length;

        /// <summary>The same after some buckets have passed; as many new ones are empty at the end.</summary>
        public TwoWindows Shifted(int shift)
        {
            var (previous, counts) = (new long?[Previous.Length], new long?[Counts.Length]);
            Array.Copy(Previous, shift, previous, 0, previous.Length - shift);
            Array.Copy(Counts, 0, previous, previous.Length - shift, shift);
            Array.Copy(Counts, shift, counts, 0, counts.Length - shift);
            return new TwoWindows(previous, counts);
        }
    }
}
