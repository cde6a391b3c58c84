using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>Datagen's quickstart <c>pageviews</c>: <see cref="ConfluentPageviewsFormat"/>.</summary>
public sealed class ConfluentPageviewsWriter()
    : JsonClickWriter("confluent-pageviews", ClickParts.User, timeStep: 0)
{
    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        Text(json, "userid"u8, click.User);
        json.WriteString("pageid"u8, click.Page);
    }
}
