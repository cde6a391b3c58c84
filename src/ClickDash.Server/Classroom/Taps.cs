using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Server.Engine;

namespace ClickDash.Server.Classroom;

/// <summary>Makes taps clicks: each is sent to Kafka, and its dot lights up when it is read from there.</summary>
public sealed class Taps(LiveEngine engine, TopicWriter writer, Phones phones, TimeProvider time)
{
    // A phone waits for its answer so long; what comes later lights its dot all the same.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Why taps cannot be clicks, as a sentence; null where they can.</summary>
    public string? Problem =>
        writer.Problem
        ?? (
            writer.PageIsKey
                ? "The topic's format has the page as its messages' key, by which taps are known again."
                : null
        );

    /// <summary>Sends a tap. False where too many were sent that nobody reads.</summary>
    /// <param name="phone">The phone's id.</param>
    /// <param name="page">What was tapped.</param>
    /// <param name="cancellation">Ends the waiting; the tap is on its way.</param>
    /// <returns>Whether it was sent, and its delay in milliseconds; null where it was not read yet.</returns>
    public async Task<(bool IsSent, long? Delay)> SendAsync(
        string phone,
        string page,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (engine.Taps.Begin(now) is not { } tap)
        {
            return (false, null);
        }

        var lit = LightAsync(tap, phone, page);
        var user = Encoding.UTF8.GetBytes($"phone-{phone}");
        var value = writer.Write(
            new Click
            {
                Time = ClickTime.At(now.ToUnixTimeMilliseconds()),
                Page = Encoding.UTF8.GetBytes(page),
                User = user,
                Session = user,
                Device = "mobile"u8,
                Status = 200,
            }
        );
        await writer.Producer.SendAsync(
            writer.Topic,
            value,
            tap.Key,
            cancellation: CancellationToken.None
        );
        try
        {
            return (true, await lit.WaitAsync(Patience, time, cancellation));
        }
        catch (TimeoutException)
        {
            return (true, null);
        }
    }

    private async Task<long> LightAsync(WaitingTap tap, string phone, string page)
    {
        var delay = await tap.Seen;
        phones.Light(phone, page, delay);
        return delay;
    }
}
