namespace ClickDash.Scenes.Windows;

/// <summary>The three kinds of windows over one order of time: by event time up to one watermark, or by arrival.</summary>
internal sealed class WindowSet
{
    private readonly Watermark? _watermark;

    /// <param name="options">How the windows are cut.</param>
    /// <param name="watermark">What finishes windows; null by arrival, where nothing is ever late.</param>
    public WindowSet(WindowsOptions options, Watermark? watermark)
    {
        _watermark = watermark;
        var (length, span) = (Milliseconds(options.Length), Milliseconds(options.Span));
        Tumbling = new SlidingLane(length, length, span);
        Hopping = new SlidingLane(length, Milliseconds(options.Hop), span);
        Sessions = new SessionLane(Milliseconds(options.Gap), span, options.MostSessions);
    }

    /// <summary>The newest time counted, in epoch milliseconds; null before the first click.</summary>
    public long? Newest { get; private set; }

    /// <summary>The watermark in epoch milliseconds; null before the first click and by arrival.</summary>
    public long? WatermarkTime => _watermark?.Time;

    public SlidingLane Tumbling { get; }

    public SlidingLane Hopping { get; }

    public SessionLane Sessions { get; }

    /// <summary>Counts a click and says which windows it came too late for; then the watermark may move.</summary>
    public MissedWindows Add(in TimedClick click)
    {
        var missed = new MissedWindows(
            Tumbling.Add(click, _watermark),
            Hopping.Add(click, _watermark),
            // Nobody's click is of no session.
            click.User != 0
                && !Sessions.Add(click, _watermark)
        );
        _watermark?.See(click.Time);
        Newest = Math.Max(Newest ?? click.Time, click.Time);
        return missed;
    }

    /// <summary>Forgets what is older than the picture.</summary>
    /// <param name="newest">The newest time of its order, in epoch milliseconds.</param>
    public void Trim(long newest)
    {
        Tumbling.Trim(newest);
        Hopping.Trim(newest);
        Sessions.Trim(newest, _watermark);
    }

    private static long Milliseconds(TimeSpan length) => (long)length.TotalMilliseconds;
}

/// <summary>The windows a click did not get into.</summary>
/// <param name="Tumbling">How many of its tumbling windows: its one or none.</param>
/// <param name="Hopping">How many of its hopping windows.</param>
/// <param name="Session">Whether it is of no session, though it names its visitor.</param>
internal readonly record struct MissedWindows(int Tumbling, int Hopping, bool Session)
{
    public bool Any => Tumbling > 0 || Hopping > 0 || Session;
}
