using System.IO.Hashing;
using System.Text;
using ClickDash.Core.Clicks;

namespace ClickDash.Scenes.Together;

/// <summary>
/// Keeps the newest sessions and which pages each saw. A session is the visit that the producer names; where it names
/// none, a visitor's clicks without a long pause between them. Users are kept as hashes only.
/// </summary>
/// <param name="options">The bounds, and the pause that ends a session.</param>
internal sealed class SessionBook(TogetherOptions options)
{
    private readonly Dictionary<ulong, Session> _open = [];
    private readonly Queue<Session> _newest = new();
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<string> _pages = [];
    private readonly long _gap = (long)options.SessionGap.TotalMilliseconds;

    /// <summary>Clicks that are of a session.</summary>
    public long Clicks { get; private set; }

    /// <summary>Clicks that name neither visit nor visitor.</summary>
    public long Anonymous { get; private set; }

    /// <summary>Clicks on pages beyond the most that are told apart.</summary>
    public long BeyondPages { get; private set; }

    /// <summary>How many sessions are kept.</summary>
    public int Sessions => _newest.Count;

    /// <summary>Takes a click.</summary>
    /// <param name="click">The click.</param>
    /// <param name="time">When it happened, in epoch milliseconds.</param>
    public void Add(in Click click, long time)
    {
        // A named visit has its own beginning and end; a visitor's is found by pauses.
        var isNamed = !click.Session.IsEmpty;
        var who = isNamed ? click.Session : click.User;
        if (who.IsEmpty)
        {
            Anonymous++;
            return;
        }

        if (Number(click.Page) is not { } page)
        {
            BeyondPages++;
            return;
        }

        // The same text may name a visit and a visitor.
        var key = XxHash3.HashToUInt64(who, isNamed ? 1 : 0);
        if (
            !_open.TryGetValue(key, out var session)
            || (!isNamed && Math.Abs(time - session.Seen) > _gap)
        )
        {
            session = Begin(key);
        }

        session.See(page, time, options.MostPagesOfSession);
        Clicks++;
    }

    /// <summary>The sessions that saw two pages at least: one page alone says nothing of pages that go together.</summary>
    public Baskets Take()
    {
        var several = _newest.Where(session => session.Pages > 1).ToArray();
        var entries = several.Sum(session => session.Pages);
        var (starts, columns, views) = (
            new int[several.Length + 1],
            new int[entries],
            new int[entries]
        );
        for (var i = 0; i < several.Length; i++)
        {
            starts[i + 1] = starts[i] + several[i].Pages;
            several[i].CopyTo(columns.AsSpan(starts[i]), views.AsSpan(starts[i]));
        }

        return new Baskets([.. _pages], starts, columns, views);
    }

    private Session Begin(ulong key)
    {
        if (_newest.Count == options.MostSessions)
        {
            var oldest = _newest.Dequeue();
            if (_open.TryGetValue(oldest.Key, out var open) && ReferenceEquals(open, oldest))
            {
                _open.Remove(oldest.Key);
            }
        }

        var session = new Session(key);
        _open[key] = session;
        _newest.Enqueue(session);
        return session;
    }

    private int? Number(ReadOnlySpan<byte> page)
    {
        var hash = XxHash3.HashToUInt64(page);
        if (_numbers.TryGetValue(hash, out var number))
        {
            return number;
        }

        if (_pages.Count == options.MostPages)
        {
            return null;
        }

        _numbers.Add(hash, _pages.Count);
        _pages.Add(Encoding.UTF8.GetString(page));
        return _pages.Count - 1;
    }

    /// <summary>A visit: its pages in the order they were first seen, and how often each.</summary>
    private sealed class Session(ulong key)
    {
        // Most visits are short; a longer one doubles its room.
        private (int Page, int Views)[] _seen = new (int, int)[4];

        public ulong Key => key;

        public long Seen { get; private set; }

        public int Pages { get; private set; }

        public void See(int page, long time, int most)
        {
            Seen = Math.Max(Seen, time);
            for (var i = 0; i < Pages; i++)
            {
                if (_seen[i].Page == page)
                {
                    _seen[i].Views++;
                    return;
                }
            }

            if (Pages == most)
            {
                return;
            }

            if (Pages == _seen.Length)
            {
                Array.Resize(ref _seen, 2 * Pages);
            }

            _seen[Pages++] = (page, 1);
        }

        public void CopyTo(Span<int> pages, Span<int> views)
        {
            for (var i = 0; i < Pages; i++)
            {
                (pages[i], views[i]) = _seen[i];
            }
        }
    }
}
