using System.Diagnostics;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Kafka;

namespace ClickDash.Cli.Replay;

/// <summary>What a replay is asked to do.</summary>
/// <param name="Topic">Where to.</param>
/// <param name="Format">The preset whose times are read; null where none fits and lines go as they are.</param>
/// <param name="Speed">How fast.</param>
/// <param name="IsNow">Whether times are moved to the present.</param>
/// <param name="State">The file that says how far it came; null for none.</param>
internal sealed record ReplayPlan(
    string Topic,
    string? Format,
    Speed Speed,
    bool IsNow,
    string? State
);

/// <summary>Sends an input's lines in their order, when it is their time.</summary>
internal sealed class Replayer(
    ReplayPlan plan,
    LineReader lines,
    ClickProducer producer,
    LeftOut leftOut,
    ReplayProgress progress,
    TimeProvider time
)
{
    // How often it is made sure that all is with the broker, where that is written down.
    private static readonly TimeSpan Checkpoint = TimeSpan.FromSeconds(1);

    // While it waits for a line's time, progress is shown this often.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    // A clock is asked for once in so many lines.
    private const int LinesALook = 256;

    private readonly LineTimes? _times = plan.Format is { } format ? LineTimes.Of(format) : null;
    private readonly IClickFormat? _format = plan.Format is { } format
        ? ClickFormats.Create(format)
        : null;
    private readonly Pace _pace = new(plan.Speed);
    private readonly Stopwatch _sinceCheckpoint = Stopwatch.StartNew();
    private long? _lastTime;
    private long _taken;

    /// <summary>How far everything was handed over; what of it has arrived says <see cref="ConfirmAsync"/>.</summary>
    public ReplayState? At { get; private set; }

    /// <summary>The number of the newest line that was taken.</summary>
    public long LastLine { get; private set; }

    /// <summary>Sends all lines.</summary>
    /// <param name="from">Where to begin, and what is written down; null to write nothing.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what was handed over may still be under way.</exception>
    /// <exception cref="KafkaFatalException">A line was not delivered.</exception>
    public async Task RunAsync(ReplayState? from, CancellationToken cancellation)
    {
        At = from;
        while (true)
        {
            var line = await lines.NextAsync(cancellation);
            if (line.Kind == LineKind.End)
            {
                return;
            }

            LastLine = line.Number;
            if (await TakeAsync(line, cancellation) && At is { } at)
            {
                At = at with { Lines = line.Number, Bytes = line.Next };
            }

            if (++_taken % LinesALook == 0)
            {
                await LookAsync(cancellation);
            }
        }
    }

    /// <summary>Waits until all that was handed over has arrived, and writes down how far that is.</summary>
    /// <exception cref="KafkaFatalException">Something did not arrive.</exception>
    public async Task ConfirmAsync(CancellationToken cancellation)
    {
        await producer.FlushAsync(cancellation);
        ThrowIfFailed();
        if (plan.State is { } path)
        {
            At?.Save(path);
        }
    }

    /// <summary>Sends a line or says why not.</summary>
    /// <returns>Whether it is done with; half a line may be whole when the input has grown.</returns>
    private async ValueTask<bool> TakeAsync(Line line, CancellationToken cancellation)
    {
        switch (line.Kind)
        {
            case LineKind.Empty:
                leftOut.Empty++;
                return true;
            case LineKind.TooLong:
                leftOut.AddTooLong(line);
                return true;
            case LineKind.Unended when lines.CutShort is not null || !IsReadable(line.Bytes.Span):
                leftOut.AddCut(line);
                return false;
            default:
                await SendAsync(line.Bytes, cancellation);
                return true;
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        if (_times is null)
        {
            await producer.SendAsync(plan.Topic, line.ToArray(), cancellation: cancellation);
            return;
        }

        var found = _times.Find(line.Span);
        if (found is null)
        {
            leftOut.Timeless++;
        }

        if ((found ?? _lastTime) is not { } happened)
        {
            await producer.SendAsync(plan.Topic, line.ToArray(), cancellation: cancellation);
            return;
        }

        _lastTime = happened;
        var sendAt = plan.Speed.IsMax && !plan.IsNow ? 0 : _pace.SendAt(happened, Now());
        await WaitAsync(sendAt, cancellation);
        var (bytes, timestamp) = (plan.IsNow, found) switch
        {
            (false, _) => (line.ToArray(), happened),
            (true, null) => (line.ToArray(), sendAt),
            _ => _times.Move(line.Span, sendAt - happened),
        };
        await producer.SendAsync(
            plan.Topic,
            bytes,
            timestamp: timestamp,
            cancellation: cancellation
        );
    }

    private async ValueTask WaitAsync(long until, CancellationToken cancellation)
    {
        while (until > Now())
        {
            await LookAsync(cancellation);
            var left = TimeSpan.FromMilliseconds(until - Now());
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left < Beat ? left : Beat, time, cancellation);
            }
        }
    }

    private async ValueTask LookAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ThrowIfFailed();
        progress.Report(producer.Delivered);
        if (plan.State is not null && _sinceCheckpoint.Elapsed >= Checkpoint)
        {
            await ConfirmAsync(cancellation);
            _sinceCheckpoint.Restart();
        }
    }

    // Without a format nobody knows what a whole line is; most files that lack the last line's end are whole.
    private bool IsReadable(ReadOnlySpan<byte> line) =>
        _format is null || _format.Read(default, line, Nobody.Instance) == DropReason.None;

    private void ThrowIfFailed()
    {
        if (producer.Failed > 0)
        {
            throw new KafkaFatalException(
                $"{producer.Failed:n0} lines could not be delivered to '{plan.Topic}': {producer.LastProblem}"
            );
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed class Nobody : IClickSink
    {
        public static readonly Nobody Instance = new();

        public void Add(in Click click) { }
    }
}
