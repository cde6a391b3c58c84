using ClickDash.Scenes.Windows;

namespace ClickDash.Client.Charts.Scenes;

/// <summary>
/// Where each window of a picture is drawn: three lanes over one axis of time, in units of a drawing 920 wide and 500 high. A
/// pure function of the picture.
/// </summary>
/// <param name="picture">The picture.</param>
public sealed class WindowsStage(WindowsPicture picture)
{
    public const int Width = 920;
    public const int Height = 500;

    /// <summary>The left end of the axis; names of lanes stand before it.</summary>
    public const int Left = 92;

    /// <summary>The height of a lane of bars, with the space above it.</summary>
    public const int LaneHeight = 124;

    private const int Right = Width - 6;
    private const int Top = 28;
    private const int BarRoom = 26;
    private const int SessionTop = Top + (2 * LaneHeight) + 10;
    private const double SessionStep = 18.5;

    // Half of what is kept by arrival stays in sight beside the longest delay.
    private const long Before = 75_000;
    private const long After = 10_000;

    // A stream that is further behind, such as a replayed log, has an axis of its own time.
    private const long SameTime = 60_000;

    // More rows of overlapping windows than this are a hatch.
    private const int MostRows = 4;

    /// <summary>The last moment on the axis, in epoch milliseconds.</summary>
    public long To { get; } =
        (
            picture.Newest is { } newest && Math.Abs(picture.Now - newest) > SameTime
                ? newest
                : picture.Now
        ) + After;

    /// <summary>The first moment on the axis.</summary>
    public long From => To - Before - After;

    /// <summary>Whether the axis shows another time than now: the clicks are older.</summary>
    public bool IsPast => To < picture.Now;

    /// <summary>Every ten seconds a mark.</summary>
    public IEnumerable<(double X, long Time)> Ticks
    {
        get
        {
            for (var time = (From + 9999) / 10_000 * 10_000; time <= To; time += 10_000)
            {
                yield return (X(time), time);
            }
        }
    }

    /// <summary>Where a moment is.</summary>
    public double X(long time) =>
        Math.Round(Left + ((double)(time - From) / (To - From) * (Right - Left)), 1);

    /// <summary>Where a moment is, kept within the axis.</summary>
    public double Inside(long time) => Math.Clamp(X(time), Left, Right);

    /// <summary>The baseline of a lane of bars.</summary>
    /// <param name="lane">0 for tumbling, 1 for hopping.</param>
    public static double Ground(int lane) => Top + ((lane + 1) * LaneHeight) - 6;

    /// <summary>The bars of a lane: by event time, and behind them by arrival.</summary>
    /// <param name="lane">0 for tumbling, 1 for hopping.</param>
    /// <param name="windows">Its windows.</param>
    /// <param name="hop">How far apart they begin, in milliseconds.</param>
    public IEnumerable<WindowBar> Bars(int lane, LanePicture windows, long hop)
    {
        var most = Math.Max(
            4,
            windows
                .ByEvent.Select(window => window.Count)
                .Concat(windows.ByArrival.Select(window => window.Count))
                .DefaultIfEmpty()
                .Max()
        );
        var rows = (int)Math.Clamp(picture.Length / hop, 1, MostRows);
        var byArrival = windows.ByArrival.ToDictionary(window => window.Start);
        var starts = windows
            .ByEvent.Select(window => window.Start)
            .Union(byArrival.Keys)
            .Where(start => start + picture.Length > From && start < To)
            .Order();
        var byEvent = windows.ByEvent.ToDictionary(window => window.Start);
        foreach (var start in starts)
        {
            var row = (int)(start / hop % rows);
            var room = (LaneHeight - BarRoom) / (double)rows;
            var ground = Ground(lane) - ((rows - 1 - row) * room);
            // Overlapping windows lie in rows one below the other, each row with room for its numbers.
            var scale = (room - (rows > 1 ? 16 : 0)) / most;
            var window =
                byEvent.GetValueOrDefault(start)
                ?? new WindowCount(start, start + picture.Length, 0, 0, 0);
            yield return new WindowBar(
                window,
                byArrival.GetValueOrDefault(start)?.Count ?? 0,
                IsFinal: window.End <= picture.Watermark,
                Inside(window.Start) + 1.5,
                Math.Max(0, Inside(window.End) - Inside(window.Start) - 3),
                ground,
                Math.Round(window.Count * scale, 1),
                Math.Round(window.Late * scale, 1),
                Math.Round((byArrival.GetValueOrDefault(start)?.Count ?? 0) * scale, 1)
            );
        }
    }

    /// <summary>The sessions of the visitors, each in its row.</summary>
    public IEnumerable<SessionBar> Sessions =>
        picture.Sessions.Visitors.SelectMany(
            (visitor, row) =>
                visitor
                    .ByArrival.Select(session => Session(session, row, byEvent: false))
                    .Concat(visitor.ByEvent.Select(session => Session(session, row, byEvent: true)))
                    .Where(bar => bar.Width > 0)
        );

    private SessionBar Session(WindowCount session, int row, bool byEvent)
    {
        var y = SessionTop + (row * SessionStep);
        return new SessionBar(
            session,
            row,
            byEvent,
            byEvent && session.End <= picture.Watermark,
            Inside(session.Start),
            Math.Max(0, Inside(session.End) - Inside(session.Start)),
            byEvent ? y : y + 12.5
        );
    }
}

/// <summary>A window as a bar; its bottom is at <paramref name="Ground"/>.</summary>
/// <param name="Window">By event time.</param>
/// <param name="Arrived">The clicks that came within it.</param>
/// <param name="IsFinal">Whether the watermark has passed its end.</param>
/// <param name="X">Its left.</param>
/// <param name="Width">How wide.</param>
/// <param name="Ground">Its bottom.</param>
/// <param name="Tall">How tall its clicks are.</param>
/// <param name="LateTall">How tall those of them are that were waited for.</param>
/// <param name="ArrivedTall">How tall those by arrival are.</param>
public sealed record WindowBar(
    WindowCount Window,
    long Arrived,
    bool IsFinal,
    double X,
    double Width,
    double Ground,
    double Tall,
    double LateTall,
    double ArrivedTall
);

/// <summary>A session as a bar.</summary>
/// <param name="Session">The session.</param>
/// <param name="Row">Its visitor's row.</param>
/// <param name="IsByEvent">By event time, or by arrival.</param>
/// <param name="IsFinal">Whether the watermark has passed its end.</param>
/// <param name="X">Its left.</param>
/// <param name="Width">How wide.</param>
/// <param name="Y">Its top.</param>
public sealed record SessionBar(
    WindowCount Session,
    int Row,
    bool IsByEvent,
    bool IsFinal,
    double X,
    double Width,
    double Y
);
