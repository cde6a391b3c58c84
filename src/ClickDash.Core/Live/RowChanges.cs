using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>By how much rows of counts change what was counted, as clicks for the log. Belongs to the aggregator's thread.</summary>
internal sealed class RowChanges(TimeJudge judge, ClickNamer namer)
{
    private readonly ClickBatch _takenBack = new();

    /// <summary>Replaces the last count of a row.</summary>
    /// <param name="batch">The batch that it lies in.</param>
    /// <param name="row">The row: its weight is its count now.</param>
    /// <param name="message">Its message.</param>
    /// <param name="reference">The message's time as it was judged, in epoch milliseconds.</param>
    /// <param name="source">The number of its topic.</param>
    /// <param name="latest">The last counts of its topic.</param>
    /// <param name="change">By how much it changed, where it did.</param>
    /// <param name="isPast">Whether an earlier run counted it: then it is no reason to make room for its values.</param>
    public RowChange Replace(
        ClickBatch batch,
        in ClickRow row,
        in MessageRow message,
        long reference,
        int source,
        LatestCounts latest,
        out LoggedClick change,
        bool isPast = false
    )
    {
        change = default;
        // Nothing later would tell whether a count of a second that was not yet is the last one.
        if (row.Time.Milliseconds is not { } time || time > reference + TimeJudge.MaxAhead)
        {
            return RowChange.Malformed;
        }

        var update = new RowCount(row.Weight, reference, message.Partition, message.Offset)
        {
            KeyHash = message.KeyHash,
        };
        var became = latest.Replace(
            new RowKey(time / 1000, row.Row),
            update,
            batch,
            row,
            out var difference
        );
        if (became == RowUpdate.TooLate)
        {
            return RowChange.TooLate;
        }

        if (became == RowUpdate.Outdated || (difference == 0 && !latest.WasNew))
        {
            return RowChange.None;
        }

        var judged = new Judgement(time, reference, TimeVerdict.Counted);
        change = namer.Name(batch, row, source, judged, isPast ? 0 : difference) with
        {
            Weight = difference,
            // Once: what is added to a row that was in time is how such counts come.
            IsLate = latest.WasNew && judge.IsLate(time, reference),
        };
        return RowChange.Changed;
    }

    /// <summary>Takes back the row that a tombstone names.</summary>
    /// <param name="tombstone">The message.</param>
    /// <param name="reference">Its time as it was judged, in epoch milliseconds.</param>
    /// <param name="source">The number of its topic.</param>
    /// <param name="latest">The last counts of its topic.</param>
    /// <param name="change">What undoes the row's last count, under the names that its values have now.</param>
    /// <returns>Whether that count was more than nothing; null where the tombstone's key does not name exactly one row, and an older one.</returns>
    public bool? TakeBack(
        in MessageRow tombstone,
        long reference,
        int source,
        LatestCounts latest,
        out LoggedClick change
    )
    {
        change = default;
        if (!latest.TakeBack(tombstone, reference, out var key, out var last))
        {
            return null;
        }

        if (last.Count == 0)
        {
            return false;
        }

        _takenBack.Clear();
        var row = last.Values!.AddTo(_takenBack, -last.Count);
        var judged = new Judgement(key.Second * 1000, key.Second * 1000, TimeVerdict.Counted);
        change = namer.Name(_takenBack, row, source, judged, row.Weight);
        return true;
    }
}

/// <summary>What a row of counts did.</summary>
internal enum RowChange
{
    /// <summary>Nothing: a later one is known, or it says the same.</summary>
    None,

    /// <summary>It changed what was counted.</summary>
    Changed,

    /// <summary>Its second is older than the lateness allows.</summary>
    TooLate,

    /// <summary>It has no second, or one that has not been yet.</summary>
    Malformed,
}
