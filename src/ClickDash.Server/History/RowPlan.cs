using System.Runtime.InteropServices;
using ClickDash.Core.Live;

namespace ClickDash.Server.History;

/// <summary>
/// Which stored rows make up buckets: hours where they lie within one, quarters, minutes and seconds at its ends. Where the finer ones are not
/// kept any more, the rows are all those that reach into a bucket; <see cref="HistoryFold"/> decides where they count.
/// </summary>
/// <param name="query">The buckets.</param>
/// <param name="seconds">From when on seconds are kept, in epoch milliseconds, at the beginning of a minute.</param>
/// <param name="minutes">From when on minutes are kept, at the beginning of a quarter of an hour.</param>
/// <param name="quarters">From when on quarters are kept, at the beginning of an hour.</param>
internal sealed class RowPlan(HistoryQuery query, long seconds, long minutes, long quarters)
{
    private readonly List<RowRange> _ranges = [];

    /// <summary>A row's length in milliseconds.</summary>
    public static long Length(StoredStep step) =>
        step switch
        {
            StoredStep.Second => 1000,
            StoredStep.Minute => 60_000,
            StoredStep.Quarter => 900_000,
            _ => 3600_000,
        };

    /// <summary>The plan for what is kept at a moment.</summary>
    /// <param name="query">The buckets.</param>
    /// <param name="now">The moment, in epoch milliseconds.</param>
    /// <param name="minuteRetention">How long minutes are kept.</param>
    /// <param name="hourRetention">How long quarters and hours are kept.</param>
    /// <param name="quartersFrom">From when on quarters are known, in epoch milliseconds.</param>
    public static IReadOnlyList<RowRange> Of(
        HistoryQuery query,
        long now,
        TimeSpan minuteRetention,
        TimeSpan hourRetention,
        long quartersFrom = 0
    ) =>
        new RowPlan(
            query,
            LiveWindow.OldestStored(now) * 1000,
            Down(now - (long)minuteRetention.TotalMilliseconds, Length(StoredStep.Quarter)),
            quartersFrom
        ).Of(now - (long)hourRetention.TotalMilliseconds - Length(StoredStep.Hour), now);

    private List<RowRange> Of(long oldest, long now)
    {
        var end = Math.Min(query.To, now + CountStore.MaxAhead);
        for (var i = 0; i + 1 < query.Edges.Length; i++)
        {
            // What is older than anything kept has no rows.
            Add(
                StoredStep.Hour,
                Math.Max(query.Edges[i], oldest),
                Math.Min(query.Edges[i + 1], end)
            );
        }

        return _ranges;
    }

    private void Add(StoredStep step, long from, long to)
    {
        if (from >= to)
        {
            return;
        }

        var length = Length(step);
        var (first, last) = (Up(from, length), to / length);
        if (step == Finest(from))
        {
            // It may end where finer rows are kept already.
            var isCut = step == Finest(last * length);
            Put(step, from / length, isCut ? Up(to, length) : last);
            Add(step - 1, isCut ? to : last * length, to);
        }
        else if (first < last)
        {
            Add(step - 1, from, first * length);
            Put(step, first, last);
            Add(step - 1, last * length, to);
        }
        else
        {
            Add(step - 1, from, to);
        }
    }

    private StoredStep Finest(long time) =>
        time >= seconds ? StoredStep.Second
        : time >= minutes ? StoredStep.Minute
        : time >= quarters ? StoredStep.Quarter
        : StoredStep.Hour;

    private void Put(StoredStep step, long from, long to)
    {
        if (from >= to)
        {
            return;
        }

        // A row that reaches into two buckets is read once.
        if (_ranges is [.., var before] && before.Step == step && before.To >= from)
        {
            _ranges[^1] = before with { To = Math.Max(before.To, to) };
        }
        else
        {
            _ranges.Add(new RowRange(step, from, to));
        }
    }

    private static long Down(long time, long length) => time / length * length;

    private static long Up(long time, long length) => (time + length - 1) / length;
}

/// <summary>Rows of one length, one after the other.</summary>
/// <param name="Step">Their length.</param>
/// <param name="From">The first one's index.</param>
/// <param name="To">The index after the last one's.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowRange(StoredStep Step, long From, long To);
