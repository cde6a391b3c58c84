namespace ClickDash.Benchmarks.Month;

/// <summary>An hour's clicks by page, and its users. Once it has ended it keeps its largest pages alone.</summary>
internal sealed class HourRecount
{
    /// <summary>An hour in milliseconds.</summary>
    public const long Length = 3600_000;

    /// <summary>How many pages are compared.</summary>
    public const int Top = 100;

    private Dictionary<int, long>? _pages = [];
    private HashSet<int>? _users = [];
    private (int Page, long Count)[] _top = [];
    private int _userCount;

    /// <summary>All clicks.</summary>
    public long Total { get; private set; }

    /// <summary>How many users.</summary>
    public int Users => _users?.Count ?? _userCount;

    /// <summary>Counts a click.</summary>
    public void Add(int page, int user)
    {
        if (_pages is null || _users is null)
        {
            throw new InvalidOperationException("The hour has ended: no click can be in time.");
        }

        Total++;
        _pages[page] = _pages.GetValueOrDefault(page) + 1;
        _users.Add(user);
    }

    /// <summary>No click comes any more.</summary>
    public void End()
    {
        _top =
        [
            .. _pages!
                .OrderByDescending(one => one.Value)
                .ThenBy(one => MonthMessage.PageName(one.Key), StringComparer.Ordinal)
                .Take(Top)
                .Select(one => (one.Key, one.Value)),
        ];
        (_userCount, _pages, _users) = (Users, null, null);
    }

    /// <summary>The largest pages in the order of history: by clicks, then by name.</summary>
    public IEnumerable<(string Page, long Count)> Largest() =>
        _top.Select(one => (MonthMessage.PageName(one.Page), one.Count));
}
