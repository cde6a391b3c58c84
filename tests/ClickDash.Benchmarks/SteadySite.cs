using System.Globalization;
using System.Text;
using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Benchmarks;

/// <summary>A site whose clicks are known second by second: a past that is sent at once, then so many a second until it is disposed.</summary>
internal sealed class SteadySite(string servers, string topic, int rate) : IAsyncDisposable
{
    /// <summary>The page that is counted by itself.</summary>
    public const string OnePage = "/page-7";

    private const int Pages = 40;
    private const int Users = 20_000;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    // What was sent so long ago has come, on a busy machine too.
    private const long Underway = 3000;

    private readonly ClickProducer _producer = new(
        servers,
        new Dictionary<string, string> { ["batch.size"] = "1000000" }
    );
    private readonly Random _chance = new(5202);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<long, (long All, long OnePage)> _sent = [];
    private readonly Lock _gate = new();
    private Task _sending = Task.CompletedTask;

    /// <summary>How many clicks were sent.</summary>
    public long Count => _producer.Sent;

    /// <summary>Sends clicks evenly over a time that ends now, and returns when all have arrived.</summary>
    public async Task FillAsync(int count, TimeSpan past)
    {
        var from = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - past.TotalMilliseconds;
        for (var i = 0; i < count; i++)
        {
            await SendAsync((long)(from + i * past.TotalMilliseconds / count));
        }

        await _producer.FlushAsync(CancellationToken.None);
    }

    /// <summary>Begins to send clicks as they happen.</summary>
    public void Begin() => _sending = Task.Run(GoOnAsync);

    /// <summary>The first bucket that a picture does not show exactly as it was sent, of those that are over and have come; null: it is true.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="isOnePage">Whether it is filtered for <see cref="OnePage"/>.</param>
    public string? Difference(Snapshot picture, bool isOnePage)
    {
        lock (_gate)
        {
            for (var i = 0; i < picture.Total.Length; i++)
            {
                var start = picture.Start + i * picture.Step;
                if (start + picture.Step > picture.Now - Underway)
                {
                    break;
                }

                var sent = 0L;
                for (var second = start / 1000; second < (start + picture.Step) / 1000; second++)
                {
                    var (all, one) = _sent.GetValueOrDefault(second);
                    sent += isOnePage ? one : all;
                }

                if (picture.Total[i] is var shown && shown != sent)
                {
                    return string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(picture.Now - start) / 1000} s ago {shown?.ToString(CultureInfo.InvariantCulture) ?? "nothing"} of {sent}"
                    );
                }
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        _producer.Dispose();
        _stop.Dispose();
    }

    private async Task GoOnAsync()
    {
        using var timer = new PeriodicTimer(Step);
        var begun = DateTimeOffset.UtcNow;
        var sent = 0L;
        while (!_stop.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync();
            // Ticks that the machine has missed are made up for.
            for (; sent < (DateTimeOffset.UtcNow - begun).TotalSeconds * rate; sent++)
            {
                await SendAsync(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            }
        }
    }

    private async Task SendAsync(long time)
    {
        var page = _chance.Next(Pages);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"ts":{{time}},"page":"/page-{{page}}","user":"u{{_chance.Next(Users)}}","country":"AU","device":"mobile","status":200}"""
        );
        lock (_gate)
        {
            var (all, one) = _sent.GetValueOrDefault(time / 1000);
            _sent[time / 1000] = (all + 1, one + (page == 7 ? 1 : 0));
        }

        await _producer.SendAsync(topic, Encoding.UTF8.GetBytes(text), timestamp: time);
    }
}
