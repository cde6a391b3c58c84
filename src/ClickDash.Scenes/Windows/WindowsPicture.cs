namespace ClickDash.Scenes.Windows;

/// <summary>The picture of the scene <c>windows</c> for one watermark delay. Times and lengths are milliseconds, counts sums of weights.</summary>
/// <param name="Now">The moment it was taken.</param>
/// <param name="Delay">The watermark's delay in seconds.</param>
/// <param name="Span">How far back finished windows are kept.</param>
/// <param name="Length">The length of tumbling and hopping windows.</param>
/// <param name="Hop">How far apart hopping windows begin.</param>
/// <param name="Gap">How long a visitor is silent before a session ends.</param>
/// <param name="Newest">The newest event time; null before the first click.</param>
/// <param name="Watermark">The newest event time less the delay; null before the first click.</param>
/// <param name="Tumbling">Tumbling windows.</param>
/// <param name="Hopping">Hopping windows.</param>
/// <param name="Sessions">Session windows.</param>
/// <param name="Missed">The clicks that came too late for a window, newest first; a dozen.</param>
/// <param name="Clicks">All clicks since the scene began to read.</param>
/// <param name="Anonymous">Those of them that name no visitor: they are of no session.</param>
/// <param name="Retimed">Those whose own time could not be: they took their message's.</param>
/// <param name="NotClicks">Messages and rows that are no clicks.</param>
public sealed record WindowsPicture(
    long Now,
    int Delay,
    long Span,
    long Length,
    long Hop,
    long Gap,
    long? Newest,
    long? Watermark,
    LanePicture Tumbling,
    LanePicture Hopping,
    SessionsPicture Sessions,
    MissedClick[] Missed,
    long Clicks,
    long Anonymous,
    long Retimed,
    long NotClicks
);

/// <summary>Windows of one kind, oldest first.</summary>
/// <param name="ByEvent">Where a click is of the time it happened.</param>
/// <param name="ByArrival">Where it is of the time its message came; nothing is late there.</param>
/// <param name="Taken">Clicks that are counted in one window by event time at least.</param>
/// <param name="Partly">Those of them that came too late for some of their windows.</param>
/// <param name="Dropped">Clicks that came too late for all of their windows.</param>
public sealed record LanePicture(
    WindowCount[] ByEvent,
    WindowCount[] ByArrival,
    long Taken,
    long Partly,
    long Dropped
);

/// <summary>Session windows of some visitors, each in its row; empty rows are free.</summary>
/// <param name="Visitors">The rows.</param>
/// <param name="Count">How many sessions of all visitors are kept.</param>
/// <param name="Taken">Clicks that are of a session by event time.</param>
/// <param name="Dropped">Clicks that came when what could have been their session was finished.</param>
/// <param name="NoRoom">Clicks for whose session there was no room.</param>
public sealed record SessionsPicture(
    VisitorPicture[] Visitors,
    int Count,
    long Taken,
    long Dropped,
    long NoRoom
);

/// <summary>One visitor's sessions, oldest first.</summary>
public sealed record VisitorPicture(WindowCount[] ByEvent, WindowCount[] ByArrival);

/// <summary>A click that came too late for a window at least.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Arrived">When its message came.</param>
/// <param name="Watermark">Where the watermark was then.</param>
/// <param name="Page">The page, or its beginning.</param>
/// <param name="Tumbling">How many tumbling windows it missed.</param>
/// <param name="Hopping">How many hopping windows it missed.</param>
/// <param name="Session">Whether it is of no session.</param>
public sealed record MissedClick(
    long Time,
    long Arrived,
    long Watermark,
    string Page,
    int Tumbling,
    int Hopping,
    bool Session
);
