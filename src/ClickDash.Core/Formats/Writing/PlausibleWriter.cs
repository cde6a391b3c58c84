using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>The payload of Plausible's events API: <see cref="PlausibleFormat"/>.</summary>
public sealed class PlausibleWriter()
    : JsonClickWriter("plausible", ClickParts.Referrer, timeStep: 0)
{
    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        json.WriteString("name"u8, "pageview"u8);
        json.WriteString("domain"u8, "shop.example"u8);
        Url(json, "url"u8, click);
        Referrer(json, "referrer"u8, click);
    }
}
