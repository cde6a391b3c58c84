using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>Datagen's quickstart <c>shoe_clickstream</c>: <see cref="ShoeClickstreamFormat"/>.</summary>
public sealed class ShoeClickstreamWriter()
    : JsonClickWriter("shoe-clickstream", ClickParts.User, timeStep: 0)
{
    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        Text(json, "user_id"u8, click.User);
        Url(json, "page_url"u8, click);
    }
}
