namespace ClickDash.Scenes.Traffic;

/// <summary>
/// How many different vehicles were on which route in windows of 30 s that slide by 10 s: as Spark's
/// <c>window(time, "30 seconds", "10 seconds")</c> with distinct vehicles. A step of 10 s keeps its vehicles; three steps are a
/// window.
/// </summary>
internal sealed class RouteWindows
{
    public const long Length = 30_000;
    public const long Slide = 10_000;

    // Two minutes and a half of finished windows, as many bars as a chart shows.
    private const int MostFinished = 12;

    // Five thousand vehicles a second for ten seconds; beyond that a step counts no new ones.
    private const int MostPerStep = 50_000;

    private readonly SortedDictionary<
        long,
        HashSet<(string Route, string Type, ulong Vehicle)>
    > _steps = [];
    private readonly Queue<RouteWindow> _finished = new();
    private long? _next;

    /// <summary>Sees a vehicle.</summary>
    /// <param name="time">When, in epoch milliseconds; never before the last one.</param>
    /// <param name="route">Its route.</param>
    /// <param name="type">Its type.</param>
    /// <param name="vehicle">Its number.</param>
    public void See(long time, string route, string type, ulong vehicle)
    {
        Finish(time);
        var step = time / Slide * Slide;
        if (!_steps.TryGetValue(step, out var seen))
        {
            _steps.Add(step, seen = []);
        }

        if (seen.Count < MostPerStep)
        {
            seen.Add((route, type, vehicle));
        }

        _next ??= step - Length + Slide;
    }

    /// <summary>Finishes the windows that are over.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void Finish(long now)
    {
        if (_next is { } first && now - first > (MostFinished + 3) * Slide + Length)
        {
            // Nothing was seen for longer than the picture reaches, or will be on it.
            var skipped = (now - first) / Slide - MostFinished - 3;
            _next = first + skipped * Slide;
        }

        while (_next is { } start && start + Length <= now)
        {
            _finished.Enqueue(Window(start));
            _next = start + Slide;
            if (_finished.Count > MostFinished)
            {
                _finished.Dequeue();
            }
        }

        while (_steps.Count > 0 && _steps.First().Key < _next)
        {
            _steps.Remove(_steps.First().Key);
        }
    }

    /// <summary>The windows up to now: the finished ones, then the three that now is in.</summary>
    public RouteWindow[] Take(long now)
    {
        Finish(now);
        var windows = new List<RouteWindow>(_finished);
        for (var start = _next ?? long.MaxValue; start <= now; start += Slide)
        {
            windows.Add(Window(start));
        }

        return [.. windows];
    }

    private RouteWindow Window(long start)
    {
        var seen = new HashSet<(string Route, string Type, ulong Vehicle)>();
        for (var step = start; step < start + Length; step += Slide)
        {
            if (_steps.TryGetValue(step, out var vehicles))
            {
                seen.UnionWith(vehicles);
            }
        }

        return new RouteWindow(
            start,
            start + Length,
            [
                .. seen.GroupBy(one => (one.Route, one.Type))
                    .OrderBy(group => group.Key.Route, StringComparer.Ordinal)
                    .ThenBy(group => group.Key.Type, StringComparer.Ordinal)
                    .Select(group => new WindowTotal(
                        group.Key.Route,
                        group.Key.Type,
                        group.Count()
                    )),
            ]
        );
    }
}
