using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>Records what was decoded of one topic's messages. Belongs to the aggregator's thread.</summary>
public sealed class ClickRecorder
{
    private readonly ClickIntake _intake;
    private readonly string _topic;
    private readonly int _source;
    private LatestCounts? _refilled;

    /// <param name="intake">Where clicks are recorded.</param>
    /// <param name="source">The topic: the clicks' value of the dimension <c>source</c>.</param>
    public ClickRecorder(ClickIntake intake, string source)
    {
        (_intake, _topic) = (intake, source);
        _source = intake.Intern(Dimension.Source, source);
        Rows = new TopicRows(intake.NewLatest);
    }

    /// <summary>The topic's rows of counts.</summary>
    public TopicRows Rows { get; }

    /// <summary>A partition's reading begins, as <see cref="TopicRows.Begin"/> takes it.</summary>
    public void Begin(int partition, string? topicId, bool isRecreated)
    {
        if (Rows.Begin(partition, topicId, isRecreated))
        {
            _refilled = null;
        }
    }

    /// <summary>Records one message: its clicks, or why it gave none.</summary>
    /// <param name="batch">The batch that it lies in.</param>
    /// <param name="message">The message.</param>
    /// <param name="isLive">Whether it came after what was there when reading its partition began.</param>
    public void Record(ClickBatch batch, in MessageRow message, bool isLive)
    {
        _intake.Counters.Messages++;
        if (message.Reason != DropReason.None)
        {
            _intake.Drop(message.Reason, TimeJudge.ReferenceOf(message.Time, batch.Arrived).Time);
            return;
        }

        if (message.Clicks == 0)
        {
            if (
                !message.IsTombstone
                || !_intake.TakeBack(batch, message, _source, Rows.Of(message.Partition))
            )
            {
                _intake.Counters.Ignored++;
            }

            return;
        }

        foreach (ref readonly var click in batch.Clicks(message))
        {
            if (click.Values == 0)
            {
                _intake.Drop(
                    DropReason.TooLarge,
                    TimeJudge.ReferenceOf(message.Time, batch.Arrived).Time
                );
            }
            else if (click.Row != 0)
            {
                _intake.Replace(batch, click, message, _source, Rows.Of(message.Partition));
            }
            else
            {
                _intake.Record(batch, click, message.Time, _source, isLive);
            }
        }
    }

    /// <summary>Takes a message that an earlier run counted into the log alone.</summary>
    /// <param name="batch">As for <see cref="Record"/>.</param>
    /// <param name="message">As for <see cref="Record"/>.</param>
    /// <param name="arrived">When it was read by the run that counted it, in epoch milliseconds; null where that had no part in it.</param>
    public void Refill(ClickBatch batch, in MessageRow message, long? arrived)
    {
        if (message.IsTombstone && _refilled is not null)
        {
            _intake.Past.TakeBack(batch, message, arrived, _source, _refilled);
        }

        foreach (ref readonly var click in batch.Clicks(message))
        {
            if (click.Values == 0)
            {
                continue;
            }

            if (click.Row != 0)
            {
                _refilled ??= _intake.NewLatest();
                _intake.Past.Take(batch, click, message, arrived, _source, _refilled);
            }
            else
            {
                _intake.Past.Take(batch, click, message.Time, arrived, _source);
            }
        }
    }

    /// <summary>Nothing is read again any more: what was kept for it can go.</summary>
    public void EndRefill() => _refilled = null;

    /// <summary>Hands over the rows of counts that changed since this was last asked; null where the topic has none.</summary>
    public RowCounts? TakeRows() => Rows.TakeChanged(_topic);
}
