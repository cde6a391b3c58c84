using ClickDash.Core.Live;

namespace ClickDash.Server.Engine;

/// <summary>When messages of a topic's partitions were read by an earlier run, as far as that mattered. Belongs to the aggregator.</summary>
internal sealed class Arrivals(IEnumerable<ArrivalMark> marks)
{
    private readonly Dictionary<int, ArrivalMark[]> _marks = marks
        .GroupBy(mark => mark.Partition)
        .ToDictionary(marks => marks.Key, marks => marks.OrderBy(mark => mark.From).ToArray());

    private readonly Dictionary<int, int> _at = [];

    /// <summary>When a message was read, in epoch milliseconds; null where that did not matter. Offsets of a partition come in order.</summary>
    public long? Of(int partition, long offset)
    {
        if (!_marks.TryGetValue(partition, out var marks))
        {
            return null;
        }

        var at = _at.GetValueOrDefault(partition);
        while (at < marks.Length && marks[at].Until <= offset)
        {
            at++;
        }

        _at[partition] = at;
        return at < marks.Length && marks[at].From <= offset ? marks[at].At : null;
    }
}
