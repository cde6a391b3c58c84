using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>A change as in Wikimedia's EventStreams: <see cref="WikimediaFormat"/>. Of devices it knows only bots.</summary>
public sealed class WikimediaWriter() : JsonClickWriter("wikimedia", ClickParts.User, timeStep: 1)
{
    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        json.WriteStartObject("meta"u8);
        Time(json, "dt"u8, click);
        json.WriteString("domain"u8, "en.wikipedia.org"u8);
        json.WriteEndObject();
        json.WriteString("title"u8, click.Page);
        Text(json, "user"u8, click.User);
        json.WriteBoolean("bot"u8, click.Device.SequenceEqual("bot"u8));
    }
}
