using ClickDash.Core.Wire;
using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka;

/// <summary>Writes a log line for each change of partitions' states; those that change together the same way share one.</summary>
internal sealed class PartitionLog(string topic, ILogger logger)
{
    private readonly Dictionary<int, PartitionState> _last = [];

    /// <param name="partitions">How each goes now.</param>
    /// <param name="told">What the topic's own line says: it is not said again.</param>
    public void Tell(IReadOnlyList<PartitionReport> partitions, StatusCode told)
    {
        foreach (
            var change in partitions
                .Where(one =>
                    _last.GetValueOrDefault(one.Partition, PartitionState.Reading) != one.State
                )
                .GroupBy(one => one.State)
        )
        {
            int[] numbers = [.. change.Select(one => one.Partition)];
            switch (change.Key)
            {
                case PartitionState.WaitingForLeader:
                    Warn(StatusMessages.NoLeader(topic, numbers), told);
                    break;
                case PartitionState.Unanswered:
                    Warn(StatusMessages.Unanswered(topic, numbers), told);
                    break;
                case PartitionState.HeldBack:
                    Warn(
                        StatusMessages.HeldBack(topic, numbers, change.Sum(one => one.HeldBack)),
                        told
                    );
                    break;
                case PartitionState.Reading when told == StatusCode.Reading:
                    int[] again =
                    [
                        .. numbers.Where(number =>
                            _last.GetValueOrDefault(number)
                                is PartitionState.WaitingForLeader
                                    or PartitionState.Unanswered
                                    or PartitionState.HeldBack
                        ),
                    ];
                    if (again.Length > 0)
                    {
                        logger.LogInformation(
                            "{Message}",
                            StatusMessages.ReadAgain(topic, again).Text
                        );
                    }

                    break;
            }
        }

        _last.Clear();
        foreach (var one in partitions)
        {
            _last[one.Partition] = one.State;
        }
    }

    private void Warn(StatusMessage message, StatusCode told)
    {
        if (message.Code != told)
        {
            logger.LogWarning("{Message}", message.Text);
        }
    }
}
