using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Kafka;

namespace ClickDash.Cli.Messages;

/// <summary>A click as a format read it, with texts of its own; null is what the message does not say.</summary>
internal sealed record ReadClick(
    long? Time,
    string Page,
    string? User,
    string? Session,
    string? Referrer,
    string? Country,
    string? Device,
    int? Status,
    long Weight,
    string? Host,
    string? Campaign,
    string? Browser
)
{
    /// <summary>A message's clicks, or why it has none; one without a time of its own has the message's.</summary>
    public static IReadOnlyList<ReadClick> All(
        IClickFormat format,
        KafkaMessage message,
        out DropReason reason
    )
    {
        var clicks = new Collector(message.Timestamp);
        // What the dashboard refuses for its size is refused here too.
        reason =
            message.Value?.Length > Limits.MessageBytes
                ? DropReason.TooLarge
                : format.Read(message.Key, message.Value, clicks);
        return reason == DropReason.None ? clicks.Found : [];
    }

    private sealed class Collector(long? messageTime) : IClickSink
    {
        public List<ReadClick> Found { get; } = [];

        public void Add(in Click click) =>
            Found.Add(
                new ReadClick(
                    click.Time.Milliseconds ?? messageTime,
                    Encoding.UTF8.GetString(click.Page),
                    Text(click.User),
                    Text(click.Session),
                    Text(click.Referrer),
                    Text(click.Country),
                    Text(click.Device),
                    click.Status == 0 ? null : click.Status,
                    click.Weight,
                    Text(click.Host),
                    Text(click.Campaign),
                    Text(click.Browser)
                )
            );

        private static string? Text(ReadOnlySpan<byte> text) =>
            text.IsEmpty ? null : Encoding.UTF8.GetString(text);
    }
}
