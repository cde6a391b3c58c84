using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// A view's picture at one moment, which never changes. It shares with those before it what did not change, so that taking one
/// costs what did; a <see cref="Snapshot"/> is made of it where somebody needs the whole.
/// </summary>
public sealed record Picture
{
    private readonly View _view;
    private readonly WindowPicture _window;
    private readonly PictureSeries[] _series;
    private readonly RankedValue[] _ranking;
    private readonly Mover[] _movers;

    internal Picture(
        View view,
        WindowPicture window,
        PictureSeries[] series,
        RankedValue[] ranking,
        Mover[] movers
    ) => (_view, _window, _series, _ranking, _movers) = (view, window, series, ranking, movers);

    /// <summary>The newest clicks, the newest first, where the view asks for them.</summary>
    public SeenClick[] Feed { get; internal init; } = [];

    /// <summary>Whether values were counted as <c>(other)</c>.</summary>
    public bool IsApproximate { get; internal init; }

    /// <summary>From when on all clicks that pass are counted, in epoch milliseconds; null where they are in all that is shown.</summary>
    public long? ExactSince { get; internal init; }

    /// <summary>Whether there is no click in the window.</summary>
    public bool IsEmpty => _window.Kpi.Total == 0;

    /// <summary>The whole picture as it is sent.</summary>
    public Snapshot ToSnapshot()
    {
        var stamp = _window.Stamp;
        var (total, previous) = (Totals(_window.First), Totals(_window.Before));
        return new Snapshot(
            stamp.Run,
            stamp.Sequence,
            stamp.Now,
            _view.Request,
            _window.Start,
            _view.Step,
            _window.Open,
            _window.Reach,
            IsApproximate,
            total,
            previous,
            Array.ConvertAll(
                _series,
                one => new Series(
                    one.Name,
                    Counts(one, _window.First, total),
                    Counts(one, _window.Before, previous)
                )
            ),
            _ranking,
            _window.Statuses,
            _movers,
            _window.Kpi,
            _window.Gaps,
            _window.Marks,
            stamp.Ingest
        )
        {
            Feed = Feed,
            ExactSince = ExactSince,
        };
    }

    /// <summary>
    /// The frame that leads from this picture to a later one of the same view, or null where a viewer needs the whole picture:
    /// another run, other series, or nothing in common.
    /// </summary>
    public Frame? FrameTo(Picture after)
    {
        var (old, now) = (_window, after._window);
        var shift = now.First - old.First;
        if (
            old.Stamp.Run != now.Stamp.Run
            || !_view.Equals(after._view)
            || shift < 0
            || shift >= _view.Buckets
            || !HasSameSeries(after)
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
            IsApproximate == after.IsApproximate ? null : after.IsApproximate,
            Changes(after),
            Changed(_ranking, after._ranking),
            Changed(old.Statuses, now.Statuses),
            Changed(_movers, after._movers),
            now.Kpi,
            Changed(old.Gaps, now.Gaps),
            Changed(old.Marks, now.Marks),
            old.Stamp.Ingest == now.Stamp.Ingest ? null : now.Stamp.Ingest
        )
        {
            Feed = Changed(Feed, after.Feed),
            ExactSince = after.ExactSince,
        };
    }

    private static T[]? Changed<T>(T[] before, T[] after) =>
        before == after || before.AsSpan().SequenceEqual(after) ? null : after;

    private bool HasSameSeries(Picture other)
    {
        if (_series.Length != other._series.Length)
        {
            return false;
        }

        for (var i = 0; i < _series.Length; i++)
        {
            if (!string.Equals(_series[i].Name, other._series[i].Name, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The buckets that changed or are new: only chunks that the two do not share are looked into.</summary>
    private Change[] Changes(Picture after)
    {
        var (old, now) = (_window, after._window);
        var sameGaps = old.HasSameGaps(now);
        var changes = new List<Change>();
        for (var chunk = Column.ChunkOf(now.Before); chunk <= Column.ChunkOf(now.Last); chunk++)
        {
            if (sameGaps && Column.FirstOf(chunk + 1) <= old.Last + 1 && Shares(after, chunk))
            {
                continue;
            }

            var end = Math.Min(Column.FirstOf(chunk + 1), now.Last + 1);
            for (var index = Math.Max(Column.FirstOf(chunk), now.Before); index < end; index++)
            {
                if (index > old.Last || !IsSame(after, index))
                {
                    changes.Add(after.ChangeAt(index));
                }
            }
        }

        return [.. changes];
    }

    private bool Shares(Picture other, long chunk)
    {
        if (!_window.Totals.Shares(other._window.Totals, chunk))
        {
            return false;
        }

        for (var i = 0; i < _series.Length; i++)
        {
            if (!_series[i].Counts.Shares(other._series[i].Counts, chunk))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSame(Picture other, long index)
    {
        var total = _window.Total(index);
        if (total != other._window.Total(index))
        {
            return false;
        }

        for (var i = 0; total is not null && i < _series.Length; i++)
        {
            if (_series[i].Counts[index] != other._series[i].Counts[index])
            {
                return false;
            }
        }

        return true;
    }

    private Change ChangeAt(long index)
    {
        var total = _window.Total(index);
        var counts = new long?[_series.Length];
        for (var i = 0; total is not null && i < counts.Length; i++)
        {
            counts[i] = _series[i].Counts[index];
        }

        return new Change(index * _view.Step, total, counts);
    }

    /// <summary>The clicks by bucket of the window that begins with a bucket; null where nothing could be counted.</summary>
    private long?[] Totals(long first)
    {
        var totals = new long?[_view.Buckets];
        for (var i = 0; i < totals.Length; i++)
        {
            totals[i] = _window.Total(first + i);
        }

        return totals;
    }

    private static long?[] Counts(PictureSeries series, long first, long?[] total)
    {
        var counts = new long?[total.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = total[i] is null ? null : series.Counts[first + i];
        }

        return counts;
    }
}

/// <summary>A ranked value and its counts by bucket.</summary>
internal readonly record struct PictureSeries(string Name, Column.Picture Counts);
