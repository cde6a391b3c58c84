namespace ClickDash.Core.Live;

/// <summary>The first and the last second that each value of a dimension was counted in: where to look for what one left behind.</summary>
internal sealed class ValueTimes
{
    private (long First, long Last)[] _times = [];

    /// <summary>Notes the values that were counted in a second.</summary>
    public void Add(long second, CountTable counts)
    {
        foreach (ref readonly var entry in counts.Entries)
        {
            if (entry.Key == 0)
            {
                continue;
            }

            var id = CountTable.Id(entry.Key);
            if (id >= _times.Length)
            {
                Grow(id);
            }

            ref var times = ref _times[id];
            times.First = Math.Min(times.First, second);
            times.Last = Math.Max(times.Last, second);
        }
    }

    /// <summary>Hands over a value's seconds and forgets them; the last is before the first where it has none.</summary>
    public (long First, long Last) Take(int id)
    {
        if (id >= _times.Length)
        {
            return Never;
        }

        var times = _times[id];
        _times[id] = Never;
        return times;
    }

    private static (long First, long Last) Never => (long.MaxValue, long.MinValue);

    private void Grow(int id)
    {
        var known = _times.Length;
        Array.Resize(ref _times, Math.Max(id + 1, known * 2));
        Array.Fill(_times, Never, known, _times.Length - known);
    }
}
