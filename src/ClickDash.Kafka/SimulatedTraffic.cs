using System.Buffers;
using ClickDash.Core.Simulation;

namespace ClickDash.Kafka;

/// <summary>Sends a <see cref="SiteModel"/>'s clicks at a steady rate, or those of a past time at once.</summary>
/// <param name="site">Whose clicks.</param>
/// <param name="producer">By which they are sent; the caller flushes it.</param>
/// <param name="topic">Where to.</param>
/// <param name="time">The clock.</param>
public sealed class SimulatedTraffic(
    SiteModel site,
    ClickProducer producer,
    string topic,
    TimeProvider time
)
{
    /// <summary>The slowest rate, clicks a second.</summary>
    public const double LowestRate = 0.1;

    /// <summary>The fastest rate, clicks a second: what one core makes and sends.</summary>
    public const double HighestRate = 200_000;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    // A process that slept, or a broker that was away, does not send all that was missed in one burst.
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(1);

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <summary>Clicks a second; may be changed at any time, 0 rests.</summary>
    public double Rate { get; set; }

    /// <summary>
    /// Whether clicks come as people's do: the rate follows <see cref="SiteModel.Swell"/> around its mean, and each click comes
    /// by chance. Otherwise the rate is exact.
    /// </summary>
    public bool Swells { get; init; }

    /// <summary>Whether clicks come in bursts, by <see cref="SiteModel.Burst"/>. Not to be set with <see cref="Swells"/>.</summary>
    public bool Bursts { get; init; }

    /// <summary>What goes wrong on the way; null for nothing.</summary>
    public Mishaps? Mishaps { get; init; }

    /// <summary>Whether the page is the message's key too.</summary>
    public bool KeyedByPage { get; init; }

    /// <summary>Sends until the duration is over or it is cancelled.</summary>
    /// <param name="duration">How long; null for ever.</param>
    /// <param name="progress">Told the clicks sent so far after each beat; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The clicks sent.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<long> RunAsync(
        TimeSpan? duration,
        IProgress<long>? progress,
        CancellationToken cancellation
    )
    {
        using var beat = new PeriodicTimer(Beat, time);
        var started = time.GetTimestamp();
        var last = TimeSpan.Zero;
        // Both count clicks at the mean rate: how many are due, and at how many the next one is.
        var due = 0.0;
        var next = NextGap();
        var sent = 0L;
        while (true)
        {
            var elapsed = time.GetElapsedTime(started);
            var until = duration is { } length && elapsed > length ? length : elapsed;
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var rate = RateAt(now);
            due += rate * Math.Min((until - last).TotalSeconds, LongestCatchUp.TotalSeconds);
            last = until;
            var count = 0L;
            // A whole number is due a little before rounding would say so.
            for (; due + 1e-6 >= next; next = NextGap())
            {
                due -= next;
                count++;
                // When it was due, not when the beat came: a beat that is late leaves no hole and no heap.
                await SendAsync(now - (long)(Math.Max(due, 0) / rate * 1000), cancellation);
            }

            sent += count;
            progress?.Report(sent);
            if (until == duration)
            {
                return sent;
            }

            await beat.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>Sends the clicks of a past time, with that time as event time and as the message's.</summary>
    /// <param name="from">Its beginning.</param>
    /// <param name="to">Its end, not included.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The clicks sent.</returns>
    public async Task<long> PrefillAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    )
    {
        var end = to.ToUnixTimeMilliseconds();
        var at = (double)from.ToUnixTimeMilliseconds();
        var sent = 0L;
        while (at < end && RateAt((long)at) is > 0 and var rate)
        {
            await SendAsync((long)at, cancellation);
            sent++;
            at += NextGap() * 1000 / rate;
        }

        return sent;
    }

    private double NextGap() => Swells ? site.NextGap() : 1;

    private double RateAt(long milliseconds) =>
        Rate
        * (
            Swells ? SiteModel.Swell(milliseconds)
            : Bursts ? SiteModel.Burst(milliseconds)
            : 1
        );

    private async ValueTask SendAsync(long milliseconds, CancellationToken cancellation)
    {
        _buffer.ResetWrittenCount();
        var page = site.Next(milliseconds, _buffer, Mishaps?.Happened(milliseconds));
        var key = KeyedByPage ? page.ToArray() : null;
        var value = _buffer.WrittenSpan.ToArray();
        await SendAsync(value, key, milliseconds, cancellation);
        if (Mishaps?.ComesTwice() == true)
        {
            await SendAsync(value, key, milliseconds, cancellation);
        }
    }

    private ValueTask SendAsync(
        byte[] value,
        byte[]? key,
        long milliseconds,
        CancellationToken cancellation
    ) => producer.SendAsync(topic, value, key, timestamp: milliseconds, cancellation: cancellation);
}
