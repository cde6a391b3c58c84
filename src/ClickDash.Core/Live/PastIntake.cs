using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// Takes what an earlier run counted into the log alone, so that filters have their past. What is decided of it is what was decided
/// then. Belongs to the aggregator's thread.
/// </summary>
public sealed class PastIntake
{
    private readonly TimeJudge _judge;
    private readonly ClickNamer _namer;
    private readonly RowChanges _rows;
    private readonly ClickLog _log;

    internal PastIntake(TimeJudge judge, ClickNamer namer, RowChanges rows, ClickLog log) =>
        (_judge, _namer, _rows, _log) = (judge, namer, rows, log);

    /// <summary>Clicks that an earlier run counted are not in the log: a filter cannot know them.</summary>
    /// <param name="absent">All of them, in place of those before.</param>
    public void Miss(IReadOnlyList<Absence> absent) => _log.Miss(absent);

    /// <summary>All that is read again was taken: with the next <see cref="ClickIntake.Cut"/> it is a part of the log.</summary>
    public void End() => _log.PublishPast();

    /// <summary>Takes a click.</summary>
    /// <param name="batch">The batch that it lies in.</param>
    /// <param name="click">The click.</param>
    /// <param name="message">Its message's Kafka timestamp.</param>
    /// <param name="arrived">When the earlier run read it, in epoch milliseconds; null where that had no part in it.</param>
    /// <param name="source">The number of its topic.</param>
    internal void Take(
        ClickBatch batch,
        in ClickRow click,
        MessageTime message,
        long? arrived,
        int source
    )
    {
        // What the arrival bore out then it must bear out again, and nothing else.
        var judged = _judge.Judge(
            click.Time,
            message,
            arrived ?? batch.Arrived,
            isLive: arrived is not null
        );
        if (judged.Verdict != TimeVerdict.TooLate)
        {
            _log.AppendPast(_namer.Name(batch, click, source, judged, weight: 0));
        }
    }

    /// <summary>Takes a row of counts.</summary>
    internal void Take(
        ClickBatch batch,
        in ClickRow row,
        in MessageRow message,
        long? arrived,
        int source,
        LatestCounts latest
    )
    {
        var reference = ReferenceOf(batch, message, arrived);
        if (
            _rows.Replace(
                batch,
                row,
                message,
                reference,
                source,
                latest,
                out var change,
                isPast: true
            ) == RowChange.Changed
        )
        {
            _log.AppendPast(change);
        }
    }

    /// <summary>Takes back the row of counts that a tombstone named.</summary>
    internal void TakeBack(
        ClickBatch batch,
        in MessageRow tombstone,
        long? arrived,
        int source,
        LatestCounts latest
    )
    {
        var reference = ReferenceOf(batch, tombstone, arrived);
        if (_rows.TakeBack(tombstone, reference, source, latest, out var change) == true)
        {
            _log.AppendPast(change);
        }
    }

    private static long ReferenceOf(ClickBatch batch, in MessageRow message, long? arrived) =>
        TimeJudge.ReferenceOf(message.Time, arrived ?? batch.Arrived).Time;
}
