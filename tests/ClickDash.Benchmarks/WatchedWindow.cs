using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Benchmarks;

/// <summary>A live window with twelve filtered views that are watched, ticked beside the thread that reads, as the server does it.</summary>
internal sealed class WatchedWindow : IDisposable
{
    // The server's tick.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private static readonly IngestStatus Ingest = new(
        IngestState.Reading,
        "",
        Demo: false,
        "broker:9092",
        "clicks"
    );

    private readonly Lock _gate = new();
    private readonly LiveWindow _window = new(new LiveOptions(), Now());
    private readonly ClickRecorder _recorder;
    private readonly (View View, FilteredView Fold)[] _views;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _ticking;

    public WatchedWindow(string topic)
    {
        _recorder = new ClickRecorder(_window.Intake, new ClicksFormat(), topic);
        _views = [.. Views().Select(view => (view, _window.Filter(view)))];
        _ticking = Task.Run(TickAsync);
    }

    /// <summary>How many clicks were counted.</summary>
    public long Clicks => _window.Intake.Counters.Clicks;

    /// <summary>Counts a batch.</summary>
    public void Take(MessageBatch batch)
    {
        lock (_gate)
        {
            var arrived = Now();
            for (var i = 0; i < batch.Count; i++)
            {
                var message = batch[i];
                _recorder.Read(message.Key, message.Value, message.Timestamp, arrived);
            }
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _ticking.Wait();
        _stopping.Dispose();
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Tick);
        for (var sequence = 1; !_stopping.IsCancellationRequested; sequence++)
        {
            Tally tally;
            lock (_gate)
            {
                tally = _window.Intake.Cut(Now());
            }

            _window.Fold(tally);
            var stamp = new Stamp("bench", sequence, tally.Now, Ingest);
            foreach (var (view, fold) in _views)
            {
                fold.Take(_window.Facts(view, stamp));
            }

            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Twelve that share nothing: windows, splits and filters of every dimension.</summary>
    private static IEnumerable<View> Views()
    {
        string[][] filters =
        [
            ["page:/products/*"],
            ["device:mobile"],
            ["country:AU", "country:DE"],
            ["status:5xx"],
            ["page:/", "device:desktop"],
            ["referrer:(none)"],
        ];
        return filters.SelectMany(one =>
            new[] { (300, Dimension.Page), (900, Dimension.Country) }.Select(what =>
                View.TryCreate(
                    new ViewRequest(what.Item1, what.Item2.Name(), Filters: one),
                    out var view,
                    out _,
                    out var problem
                )
                    ? view
                    : throw new InvalidOperationException(problem)
            )
        );
    }

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
