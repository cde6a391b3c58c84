using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>How pictures become frames: the same as between their snapshots, at the cost of what changed.</summary>
public static class PictureFrames
{
    /// <summary>
    /// The frame that leads from one picture of a view to a later one, or null where a viewer needs the whole picture: another run,
    /// other series, or nothing in common.
    /// </summary>
    public static Frame? FrameTo(this Picture before, Picture after)
    {
        var (old, now) = (before.Window, after.Window);
        var shift = now.First - old.First;
        if (
            old.Stamp.Run != now.Stamp.Run
            || !before.View.Equals(after.View)
            || shift < 0
            || shift >= after.View.Buckets
            || !HaveSameSeries(before, after)
        )
        {
            return null;
        }

        return new Frame(
            now.Stamp.Run,
            now.Stamp.Sequence,
            now.Stamp.Now,
            now.Start,
            now.Open,
            old.Reach == now.Reach ? null : now.Reach,
            before.IsApproximate == after.IsApproximate ? null : after.IsApproximate,
            Changes(before, after),
            Changed(before.Ranking, after.Ranking),
            Changed(old.Statuses, now.Statuses),
            Changed(before.Movers, after.Movers),
            now.Kpi,
            Changed(old.Gaps, now.Gaps),
            Changed(old.Marks, now.Marks),
            old.Stamp.Ingest == now.Stamp.Ingest ? null : now.Stamp.Ingest
        )
        {
            Feed = Changed(before.Feed, after.Feed),
            ExactSince = after.ExactSince,
        };
    }

    private static T[]? Changed<T>(T[] before, T[] after) =>
        before == after || before.AsSpan().SequenceEqual(after) ? null : after;

    private static bool HaveSameSeries(Picture before, Picture after)
    {
        if (before.Series.Length != after.Series.Length)
        {
            return false;
        }

        for (var i = 0; i < before.Series.Length; i++)
        {
            if (
                !string.Equals(
                    before.Series[i].Name,
                    after.Series[i].Name,
                    StringComparison.Ordinal
                )
            )
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The buckets that changed or are new: only chunks that the two do not share are looked into.</summary>
    private static Change[] Changes(Picture before, Picture after)
    {
        var (old, now) = (before.Window, after.Window);
        var sameGaps = old.HasSameGaps(now);
        var changes = new List<Change>();
        for (var chunk = Column.ChunkOf(now.Before); chunk <= Column.ChunkOf(now.Last); chunk++)
        {
            var end = Column.FirstOf(chunk + 1);
            if (sameGaps && end <= old.Last + 1 && Share(before, after, chunk))
            {
                continue;
            }

            end = Math.Min(end, now.Last + 1);
            for (var index = Math.Max(Column.FirstOf(chunk), now.Before); index < end; index++)
            {
                if (index > old.Last || !AreSame(before, after, index))
                {
                    changes.Add(ChangeAt(after, index));
                }
            }
        }

        return [.. changes];
    }

    private static bool Share(Picture before, Picture after, long chunk)
    {
        if (!before.Window.Totals.Shares(after.Window.Totals, chunk))
        {
            return false;
        }

        for (var i = 0; i < before.Series.Length; i++)
        {
            if (!before.Series[i].Counts.Shares(after.Series[i].Counts, chunk))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreSame(Picture before, Picture after, long index)
    {
        var total = before.Window.Total(index);
        if (total != after.Window.Total(index))
        {
            return false;
        }

        for (var i = 0; total is not null && i < before.Series.Length; i++)
        {
            if (before.Series[i].Counts[index] != after.Series[i].Counts[index])
            {
                return false;
            }
        }

        return true;
    }

    private static Change ChangeAt(Picture picture, long index)
    {
        var total = picture.Window.Total(index);
        var counts = new long?[picture.Series.Length];
        for (var i = 0; total is not null && i < counts.Length; i++)
        {
            counts[i] = picture.Series[i].Counts[index];
        }

        return new Change(index * picture.View.Step, total, counts);
    }
}
