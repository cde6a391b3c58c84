using System.Buffers;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Writing;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Scenes;
using ClickDash.Scenes.Windows;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Feeds;

/// <summary>Sends clicks that happened a while ago to the clicks' topic, in its own format, as a producer would that was cut off.</summary>
internal sealed class LateClickSender(
    ClickDashSettings settings,
    KafkaConnection kafka,
    TimeProvider time
) : IDisposable
{
    private static readonly byte[] Page = "/thrown-in-late"u8.ToArray();
    private static readonly byte[] User = "presenter"u8.ToArray();

    private readonly Lazy<ClickProducer> _producer = new(() =>
        new ClickProducer(kafka.Address, settings.Kafka.Client)
    );

    /// <summary>Sends them.</summary>
    /// <returns>Why it cannot; null where they are on their way.</returns>
    public async Task<string?> SendAsync(LateClicks late, CancellationToken cancellation)
    {
        var topic = settings.Sources[0];
        if (
            !ClickWriters.Presets.Contains(topic.Format)
            || ClickWriters.Create(topic.Format) is not { TimeStep: > 0 } writer
        )
        {
            return $"Messages of the format {topic.Format} cannot be made up, or do not say when they happened: there is no late click to throw in.";
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < late.Count; i++)
        {
            await _producer.Value.SendAsync(
                topic.Topic,
                Message(writer, now - (late.Seconds * 1000L) + i),
                writer.PageIsKey ? Page : null,
                now,
                cancellation: cancellation
            );
        }

        return null;
    }

    public void Dispose()
    {
        if (_producer.IsValueCreated)
        {
            _producer.Value.Dispose();
        }
    }

    private static byte[] Message(IClickWriter writer, long happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        writer.Write(
            new Click
            {
                Time = ClickTime.At(happened),
                Page = Page,
                User = User,
                Session = User,
                Status = 200,
            },
            buffer
        );
        return buffer.WrittenSpan.ToArray();
    }
}
