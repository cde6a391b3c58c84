using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>Parameters of Matomo's Tracking API: <see cref="MatomoFormat"/>.</summary>
public sealed class MatomoWriter()
    : JsonClickWriter(
        "matomo",
        ClickParts.User | ClickParts.Referrer | ClickParts.Country | ClickParts.Device,
        timeStep: 1000
    )
{
    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        json.WriteNumber("idsite"u8, 1);
        json.WriteNumber("rec"u8, 1);
        Time(json, "cdt"u8, click, "yyyy-MM-dd HH:mm:ss");
        Url(json, "url"u8, click);
        Text(json, "uid"u8, click.User);
        Referrer(json, "urlref"u8, click);
        Text(json, "country"u8, click.Country);
        Agent(json, "ua"u8, click);
    }
}
