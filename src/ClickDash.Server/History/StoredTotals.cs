using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Server.History;

/// <summary>Totals as rows of a name and a number, which are what a store keeps of them.</summary>
internal static class StoredTotals
{
    private const string Dropped = "dropped:";

    /// <summary>The rows of totals.</summary>
    public static IEnumerable<(string Name, long Value)> Counters(Totals totals, long at) =>
        [
            ("at", at),
            ("clicks", totals.Clicks),
            ("messages", totals.Messages),
            ("ignored", totals.Ignored),
            ("late", totals.Late),
            ("retimed", totals.Retimed),
            ("unreadable_time", totals.UnreadableTime),
            ("arrival_judged", totals.ArrivalJudged),
            .. totals.Dropped.Select(one => (Dropped + one.Key, one.Value)),
        ];

    /// <summary>The totals of rows.</summary>
    public static Totals From(Dictionary<string, long> counters, PartitionProgress[] partitions) =>
        new(
            counters.GetValueOrDefault("clicks"),
            counters.GetValueOrDefault("messages"),
            counters.GetValueOrDefault("ignored"),
            counters.GetValueOrDefault("late"),
            counters.GetValueOrDefault("retimed"),
            DropReasons.All.ToDictionary(
                reason => reason.Name(),
                reason => counters.GetValueOrDefault(Dropped + reason.Name())
            ),
            partitions.Sum(partition =>
                partition.Skipped + partition.Earlier.Sum(segment => segment.Skipped)
            ),
            partitions
        )
        {
            UnreadableTime = counters.GetValueOrDefault("unreadable_time"),
            ArrivalJudged = counters.GetValueOrDefault("arrival_judged"),
        };
}
