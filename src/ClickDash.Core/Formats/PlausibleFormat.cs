using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>
/// The payload of Plausible's events API, with long or short names (plausible.io/docs/events-api; plausible/analytics,
/// <c>ingestion/request.ex</c>). It has no time, and user agent and address are HTTP's.
/// </summary>
public sealed class PlausibleFormat()
    : JsonFormat("plausible", new JsonFields("/name", "/n", "/url", "/u", "/referrer", "/r"))
{
    private const int EventName = 0;
    private const int ShortName = 1;
    private const int Url = 2;
    private const int ShortUrl = 3;
    private const int Referrer = 4;
    private const int ShortReferrer = 5;

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        var name = json.Text(EventName).IsEmpty ? ShortName : EventName;
        if (!json.Is(name, "pageview"u8, out var reason))
        {
            return reason;
        }

        var url = json.FirstText(Url, ShortUrl);
        return Add(
            new Click
            {
                Page = PageText.Read(url),
                Referrer = ReferrerText.Read(json.FirstText(Referrer, ShortReferrer), json.Buffer),
                Host = HostText.OfUrl(url, json.Buffer),
                Campaign = CampaignText.OfUrl(url, json.Buffer),
            },
            clicks
        );
    }
}
