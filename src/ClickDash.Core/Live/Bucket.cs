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

    /// <summary>The sums of weights by dimension and value.</summary>
    public CountTable Counts { get; private set; } = new();

    /// <summary>Empties it for another stretch.</summary>
    public void Reset(long index)
    {
        Index = index;
        Total = Late = Retimed = Dropped = 0;
        _statuses = default;
        IsApproximate = false;
        Counts.Clear();
    }

    /// <summary>Adds another's numbers to its own.</summary>
    public void Merge(Bucket other)
    {
        AddNumbers(other);
        Counts.AddAll(other.Counts);
    }

    /// <summary>Adds another's numbers to its own, whose values have other keys.</summary>
    /// <param name="other">The other.</param>
    /// <param name="key">Turns the other's key of a value into its own.</param>
    public void MergeAs(Bucket other, Func<int, int> key)
    {
        AddNumbers(other);
        foreach (ref readonly var entry in other.Counts.Entries)
        {
            if (entry.Key != 0)
            {
                Counts.Add(key(entry.Key), entry.Count);
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
        if (Counts.Count <= most)
        {
            return;
        }

        var kept = new CountTable();
        foreach (var dimension in Enum.GetValues<Clicks.Dimension>())
        {
            var values = Values(dimension);
            values.Sort(
                (a, b) => b.Count != a.Count ? b.Count.CompareTo(a.Count) : a.Key.CompareTo(b.Key)
            );
            for (var i = 0; i < values.Count; i++)
            {
                kept.Add(
                    i < most ? values[i].Key : CountTable.Key(dimension, ValueTable.Other),
                    values[i].Count
                );
            }

            IsApproximate |= values.Count > most;
        }

        Counts = kept;
    }

    private List<(int Key, long Count)> Values(Clicks.Dimension dimension)
    {
        List<(int, long)> values = [];
        foreach (ref readonly var entry in Counts.Entries)
        {
            if (CountTable.Is(entry.Key, dimension))
            {
                values.Add((entry.Key, entry.Count));
            }
        }

        return values;
    }
}
