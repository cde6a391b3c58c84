namespace ClickDash.Scenes.Windows;

/// <summary>
/// Counts by sessions: a click opens the window from its time to a gap later, and a visitor's windows that overlap or touch
/// are one. So do Spark (<c>session_window</c>, whose <c>MergingSessionsIterator</c> goes on while a window begins at or before the
/// session's end) and Flink (<c>TimeWindow.intersects</c>). A click whose own window the watermark has passed is dropped, as Spark
/// does, though an open session might have had room for it; Flink would have looked there first.
/// </summary>
/// <param name="gap">How long a visitor is silent before a session ends, in milliseconds.</param>
/// <param name="span">How long finished sessions are kept, in milliseconds.</param>
/// <param name="most">How many sessions are kept.</param>
internal sealed class SessionLane(long gap, long span, int most)
{
    private readonly Dictionary<ulong, List<WindowCount>> _visitors = [];
    private long _trimmedAt = long.MinValue;

    /// <summary>Clicks that are of a session.</summary>
    public long Taken { get; private set; }

    /// <summary>Clicks that came when what could have been their session was finished.</summary>
    public long Missed { get; private set; }

    /// <summary>Clicks of visitors for whose sessions there was no room.</summary>
    public long NoRoom { get; private set; }

    /// <summary>How many sessions are kept.</summary>
    public int Count { get; private set; }

    /// <summary>All sessions that are kept.</summary>
    public IEnumerable<WindowCount> All => _visitors.Values.SelectMany(sessions => sessions);

    /// <summary>A visitor's sessions, oldest first.</summary>
    public IReadOnlyList<WindowCount> Of(ulong user) =>
        _visitors.TryGetValue(user, out var sessions) ? sessions : [];

    /// <summary>Counts a click in its visitor's session.</summary>
    /// <param name="click">The click, which names its visitor.</param>
    /// <param name="watermark">As it was before this click; null where nothing is ever late.</param>
    /// <returns>Whether it was taken.</returns>
    public bool Add(in TimedClick click, Watermark? watermark)
    {
        var end = click.Time + gap;
        if (watermark?.HasPassed(end) == true)
        {
            Missed += click.Weight;
            return false;
        }

        if (!HasRoom(click.Time, watermark))
        {
            NoRoom += click.Weight;
            return false;
        }

        if (!_visitors.TryGetValue(click.User, out var sessions))
        {
            _visitors.Add(click.User, sessions = []);
        }

        var late = click.Arrived >= end ? click.Weight : 0;
        var merged = new WindowCount(click.Time, end, click.Weight, late, 0);
        for (var i = sessions.Count - 1; i >= 0; i--)
        {
            var session = sessions[i];
            // A finished session was handed on: nothing joins it any more.
            if (
                session.Start <= merged.End
                && merged.Start <= session.End
                && watermark?.HasPassed(session.End) != true
            )
            {
                merged = Joined(session, merged);
                sessions.RemoveAt(i);
                Count--;
            }
        }

        var place = sessions.FindIndex(session => session.Start > merged.Start);
        sessions.Insert(place < 0 ? sessions.Count : place, merged);
        Count++;
        Taken += click.Weight;
        return true;
    }

    /// <summary>Forgets sessions that ended longer ago than the picture reaches and can grow no more.</summary>
    /// <param name="newest">The newest time there is, in epoch milliseconds.</param>
    /// <param name="watermark">As for <see cref="Add"/>.</param>
    public void Trim(long newest, Watermark? watermark)
    {
        _trimmedAt = newest;
        foreach (var (user, sessions) in _visitors)
        {
            Count -= sessions.RemoveAll(session =>
                session.End <= newest - span && watermark?.HasPassed(session.End) != false
            );
            if (sessions.Count == 0)
            {
                _visitors.Remove(user);
            }
        }
    }

    // A lane that is full looks once a second of the stream for what it may forget, not at every click.
    private bool HasRoom(long time, Watermark? watermark)
    {
        var newest = watermark is null ? time : watermark.Newest ?? time;
        if (Count >= most && newest >= _trimmedAt + 1000)
        {
            Trim(newest, watermark);
        }

        return Count < most;
    }

    private static WindowCount Joined(WindowCount a, WindowCount b) =>
        new(
            Math.Min(a.Start, b.Start),
            Math.Max(a.End, b.End),
            a.Count + b.Count,
            a.Late + b.Late,
            0
        );
}
