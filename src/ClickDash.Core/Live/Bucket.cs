using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>What happened in one stretch of time.</summary>
public sealed class Bucket
{
    private StatusClasses _statuses;

    /// <summary>The stretch: epoch time divided by its length.</summary>
    public long Index { get; private set; } = long.MinValue;

    /// <summary>The sum of weights.</summary>
    public long Total { get; set; }

    /// <summary>The sums of weights by class of the status.</summary>
    public ref StatusClasses Statuses => ref _statuses;

    /// <summary>Clicks whose message came now and whose own second was closed.</summary>
    public long Late { get; set; }

    /// <summary>Clicks whose message came now with a time that could not be theirs.</summary>
    public long Retimed { get; set; }

    /// <summary>Messages and clicks that came now and were dropped.</summary>
    public long Dropped { get; set; }

    /// <summary>Whether small values were folded into <c>(other)</c>.</summary>
    public bool IsApproximate { get; set; }

    /// <summary>
    /// The sums of weights by dimension and value. Clicks without a value need no entry: see <see cref="None"/>.
    /// </summary>
    public CountTables Counts { get; } = new();

    /// <summary>The sum of weights of the clicks that have no value of a dimension: what its values leave of the total.</summary>
    public long None(Dimension dimension) =>
        Counts[dimension] is { } table
            ? Total - table.Sum + table.Get(CountTable.Key(dimension, ValueTable.None))
            : Total;

    /// <summary>A value's sum of weights, that of <c>(none)</c> included.</summary>
    public long Count(Dimension dimension, int id) =>
        id == ValueTable.None
            ? None(dimension)
            : Counts[dimension]?.Get(CountTable.Key(dimension, id)) ?? 0;

    /// <summary>Empties it for another stretch.</summary>
    public void Reset(long index)
    {
        Index = index;
        Total = Late = Retimed = Dropped = 0;
        _statuses = default;
        IsApproximate = false;
        Counts.Clear();
    }

    /// <summary>Adds another's numbers to its own; clicks without a value get no entry.</summary>
    public void Merge(Bucket other)
    {
        AddNumbers(other);
        Counts.AddNamed(other.Counts);
    }

    /// <summary>Adds another's numbers to its own, whose values have other keys; clicks without a value get an entry where others have one.</summary>
    /// <param name="other">The other.</param>
    /// <param name="key">Turns the other's key of a value into its own.</param>
    public void MergeAs(Bucket other, Func<int, int> key)
    {
        AddNumbers(other);
        foreach (ref readonly var entry in other.Counts.Entries)
        {
            if (entry.Key != 0 && CountTable.Id(entry.Key) != ValueTable.None)
            {
                Counts.Add(key(entry.Key), entry.Count);
            }
        }

        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            if (
                other.Counts[dimension] is { Count: > 0 }
                && other.None(dimension) is not 0 and var none
            )
            {
                Counts.Add(key(CountTable.Key(dimension, ValueTable.None)), none);
            }
        }
    }

    private void AddNumbers(Bucket other)
    {
        Total += other.Total;
        _statuses.Add(other._statuses);
        Late += other.Late;
        Retimed += other.Retimed;
        Dropped += other.Dropped;
        IsApproximate |= other.IsApproximate;
    }

    /// <summary>Keeps the largest values of each dimension and folds the rest into <c>(other)</c>.</summary>
    public void Trim(int most)
    {
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            if (Counts[dimension] is { } table && table.Count > most)
            {
                Counts.Replace(dimension, Trimmed(table, dimension, most));
                IsApproximate = true;
            }
        }
    }

    /// <summary>Whether <see cref="Trim"/> would change anything.</summary>
    public bool HasMoreThan(int most)
    {
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            if (Counts[dimension]?.Count > most)
            {
                return true;
            }
        }

        return false;
    }

    private static CountTable Trimmed(CountTable table, Dimension dimension, int most)
    {
        var values = new List<CountEntry>(table.Count);
        foreach (ref readonly var entry in table.Entries)
        {
            if (entry.Key != 0)
            {
                values.Add(entry);
            }
        }

        values.Sort(
            (a, b) => b.Count != a.Count ? b.Count.CompareTo(a.Count) : a.Key.CompareTo(b.Key)
        );
        var kept = new CountTable();
        for (var i = 0; i < values.Count; i++)
        {
            kept.Add(
                i < most ? values[i].Key : CountTable.Key(dimension, ValueTable.Other),
                values[i].Count
            );
        }

        return kept;
    }
}
