using System.Buffers;
using System.Globalization;
using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Simulation;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;

namespace ClickDash.Server.Classroom;

/// <summary>
/// The presenter's desk: lets things happen to the stream, as they do in life, and marks each on the time line. Clicks go
/// through Kafka like all others. One order at a time.
/// </summary>
public sealed class Desk(
    LiveEngine engine,
    TopicWriter writer,
    SimulatorService simulator,
    StageService stage,
    MarkBook marks,
    TimeProvider time
) : IDisposable
{
    // So many visitors make a burst: it is no one's.
    private const int Crowd = 500;

    private static readonly byte[] Broken = "{\"page\": this is not of any format"u8.ToArray();

    private readonly SemaphoreSlim _one = new(1);
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Random _random = new();
    private SiteModel? _site;

    /// <summary>How it stands.</summary>
    public DeskState State => new(simulator.Rate, writer.Problem);

    /// <summary>Does what a valid order says.</summary>
    /// <exception cref="InvalidOperationException">Clicks of the topic's format cannot be written; the message says why.</exception>
    public async Task DoAsync(DeskOrder order, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var words = await ActAsync(order, cancellation);
            if (order.Kind == DeskKind.Lesson)
            {
                // By this mark the next run knows where the lesson began.
                marks.Add(stage.Now.LessonStart!.Value, MarkKind.Lesson, words);
            }
            else
            {
                marks.Add(engine.Now, MarkKind.Simulator, words);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // Clicks have the producer's time.
    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Does it and says in words what was done.</summary>
    private async Task<string> ActAsync(DeskOrder order, CancellationToken cancellation)
    {
        var (clicks, length) = (order.Clicks, order.Length);
        switch (order.Kind)
        {
            case DeskKind.Rate:
                simulator.Set(order.Rate!.Value);
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Simulator: {order.Rate:0.#} clicks a second"
                );
            case DeskKind.Outage:
                engine.Pause.Begin(TimeSpan.FromSeconds(length));
                return $"The consumer pauses for {length} s";
            case DeskKind.Lesson:
                stage.BeginLesson(engine.BeginLesson());
                return "New lesson";
            case DeskKind.Broken:
                await SendAsync(clicks, _ => (Broken, null), cancellation);
                return $"{clicks} messages that are not of the topic's format";
            case DeskKind.Burst when order.Page is { } page:
                await SendAsync(clicks, i => Click(page, i), cancellation);
                return $"A burst of {clicks} clicks on {page}";
            case DeskKind.Burst:
                await SendAsync(clicks, _ => Visit(Now), cancellation);
                return $"A burst of {clicks} clicks";
            case DeskKind.Late:
                await SendAsync(
                    clicks,
                    _ => Visit(Now - _random.Next(length * 1000)),
                    cancellation
                );
                return $"{clicks} clicks, up to {length} s late";
            default:
                for (var i = 0; i < clicks; i++)
                {
                    var twice = Visit(Now);
                    await SendAsync(2, _ => twice, cancellation);
                }

                return $"{clicks} clicks, each twice";
        }
    }

    private async Task SendAsync(
        int count,
        Func<int, (byte[] Value, byte[]? Key)> make,
        CancellationToken cancellation
    )
    {
        for (var i = 0; i < count; i++)
        {
            var (value, key) = make(i);
            // The client owns what it is given.
            await writer.Producer.SendAsync(
                writer.Topic,
                [.. value],
                key,
                cancellation: cancellation
            );
        }
    }

    private (byte[] Value, byte[]? Key) Click(string page, int i)
    {
        var name = Encoding.UTF8.GetBytes(page);
        var user = Encoding.UTF8.GetBytes($"burst-{i % Crowd}");
        var value = writer.Write(
            new Click
            {
                Time = ClickTime.At(Now),
                Page = name,
                User = user,
                Session = user,
                Device = "desktop"u8,
                Status = 200,
            }
        );
        return (value, writer.PageIsKey ? name : null);
    }

    /// <summary>The next click of the made-up shop, which says that it happened at a moment.</summary>
    private (byte[] Value, byte[]? Key) Visit(long says)
    {
        _site ??= new SiteModel(Now, writer.NewWriter());
        _buffer.ResetWrittenCount();
        var page = _site.Next(Now, _buffer, says).ToArray();
        return (_buffer.WrittenSpan.ToArray(), writer.PageIsKey ? page : null);
    }
}
