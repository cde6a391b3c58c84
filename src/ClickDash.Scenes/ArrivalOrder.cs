namespace ClickDash.Scenes;

/// <summary>
/// Puts what was read between two ticks into the order of its arrival at the broker. Partitions are read one after the other,
/// most of all when a scene is opened and reads what was there; a picture must not depend on which came first.
/// </summary>
/// <typeparam name="T">What arrived.</typeparam>
/// <param name="most">How many are held at most; then they are taken as they are.</param>
internal sealed class ArrivalOrder<T>(int most)
{
    private readonly List<(long Arrived, T Item)> _held = [];

    /// <summary>Whether there is no room for another one: what is held is to be taken.</summary>
    public bool IsFull => _held.Count >= most;

    /// <summary>When the last of those held arrived, in epoch milliseconds.</summary>
    public long Last => _held.Max(one => one.Arrived);

    /// <summary>Holds one.</summary>
    /// <param name="arrived">Its message's Kafka timestamp in epoch milliseconds.</param>
    /// <param name="item">What arrived.</param>
    public void Add(long arrived, T item) => _held.Add((arrived, item));

    /// <summary>Takes all that are held, the first to arrive first; of those of one moment the first that was read.</summary>
    public (long Arrived, T Item)[] Take()
    {
        // Sorting is stable.
        (long, T)[] ordered = [.. _held.OrderBy(one => one.Arrived)];
        _held.Clear();
        return ordered;
    }
}
