using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>The values of a window with the most clicks, for all views that show as many of them or fewer.</summary>
internal sealed class Ranking(ValueSums sums)
{
    private static readonly Comparer<(long Count, string Name)> ByRank = Comparer<(
        long Count,
        string Name
    )>.Create(
        (a, b) =>
            a.Count != b.Count ? a.Count.CompareTo(b.Count) : string.CompareOrdinal(b.Name, a.Name)
    );

    private readonly Dictionary<int, int[]> _inOrder = [];
    private int[] _ids = [];
    private RankedValue[] _values = [];
    private int[] _places = [];
    private int? _version;
    private int _most;
    private int _asked;

    /// <summary>The values of the largest sums, the largest first; of equal ones in ordinal order of their names.</summary>
    /// <param name="most">How many.</param>
    /// <param name="values">The values' names.</param>
    public RankedValue[] Top(int most, ValueNames values)
    {
        if (_version != sums.Version)
        {
            // What was asked for since the last change will be asked for again.
            _most = Math.Max(most, _asked);
            _asked = 0;
            Rank(values);
        }
        else if (most > _most)
        {
            _most = most;
            Rank(values);
        }

        _asked = Math.Max(_asked, most);
        return most >= _values.Length ? _values : _values[..most];
    }

    /// <summary>Whether some of the window's values are not named.</summary>
    public bool HasUnnamed => sums.Now.Length > ValueTable.Other && sums.Now[ValueTable.Other] > 0;

    /// <summary>The numbers of those values, in ordinal order of their names.</summary>
    public int[] InOrder(int most)
    {
        var count = Math.Min(most, _ids.Length);
        if (_inOrder.TryGetValue(most, out var order) && order.Length == count && AreTop(order))
        {
            return order;
        }

        order = _ids[..count];
        Array.Sort(
            Array.ConvertAll(_values[..count], value => value.Name),
            order,
            StringComparer.Ordinal
        );
        _inOrder[most] = order;
        return order;
    }

    /// <summary>A number may stand for another name from now on.</summary>
    public void ForgetNames() => _inOrder.Clear();

    private bool AreTop(int[] ids)
    {
        foreach (var id in ids)
        {
            if (id >= _places.Length || _places[id] == 0 || _places[id] > ids.Length)
            {
                return false;
            }
        }

        return true;
    }

    private void Rank(ValueNames values)
    {
        var top = new PriorityQueue<int, (long Count, string Name)>(_most + 1, ByRank);
        var all = sums.Now;
        var least = Math.Max(1, Least(all));
        for (var id = 0; id < all.Length; id++)
        {
            // Names are only looked at to break ties.
            if (all[id] >= least)
            {
                top.Enqueue(id, (all[id], values.Name(id)));
                if (top.Count > _most)
                {
                    top.Dequeue();
                }

                // The root of the heap is the last of those kept.
                if (top.Count == _most && top.TryPeek(out _, out var last))
                {
                    least = Math.Max(least, last.Count);
                }
            }
        }

        Keep(top);
        _version = sums.Version;
    }

    /// <summary>What the last ones that were ranked have now: as many have that or more.</summary>
    private long Least(ReadOnlySpan<long> all)
    {
        if (_ids.Length < _most)
        {
            return 0;
        }

        var least = long.MaxValue;
        foreach (var id in _ids.AsSpan(0, _most))
        {
            least = Math.Min(least, id < all.Length ? all[id] : 0);
        }

        return least;
    }

    private void Keep(PriorityQueue<int, (long Count, string Name)> top)
    {
        foreach (var id in _ids)
        {
            _places[id] = 0;
        }

        var before = sums.Before;
        var old = _values;
        (_ids, _values) = (new int[top.Count], new RankedValue[top.Count]);
        if (_places.Length < sums.Now.Length)
        {
            Array.Resize(ref _places, sums.Now.Length);
        }

        for (var i = _values.Length - 1; i >= 0; i--)
        {
            top.TryDequeue(out _ids[i], out var rank);
            _places[_ids[i]] = i + 1;
            var value = new RankedValue(rank.Name, rank.Count, before[_ids[i]]);
            _values[i] = i < old.Length && old[i] == value ? old[i] : value;
        }
    }
}
