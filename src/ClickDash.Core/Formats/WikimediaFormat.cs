using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>
/// Wikimedia's EventStreams, <c>mediawiki.recentchange</c> (wikimedia/schemas-event-primary): edits, each counted for its
/// title. Heartbeats of the domain <c>canary</c> are no clicks.
/// </summary>
public sealed class WikimediaFormat()
    : JsonFormat(
        "wikimedia",
        new JsonFields("/meta/dt", "/timestamp", "/title", "/user", "/bot", "/meta/domain")
    )
{
    private const int MetaDt = 0;
    private const int Timestamp = 1;
    private const int Title = 2;
    private const int User = 3;
    private const int Bot = 4;
    private const int Domain = 5;

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    ) =>
        json.Text(Domain).SequenceEqual("canary"u8)
            ? DropReason.None
            : Add(
                new Click
                {
                    Time = TimeText.First(
                        json.Iso(MetaDt),
                        json.Epoch(Timestamp, TimeUnit.Seconds)
                    ),
                    Page = json.Text(Title),
                    User = json.TextOrNumber(User),
                    Host = HostText.Read(json.Text(Domain), json.Buffer),
                    Device = json.Kind(Bot) == JsonKind.True ? "bot"u8 : default,
                },
                clicks
            );
}
