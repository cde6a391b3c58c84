using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>The course's click stream, the page as the message's key: <see cref="Fit5202Format"/>.</summary>
public sealed class Fit5202Writer() : JsonClickWriter("fit5202", ClickParts.Weight, timeStep: 1000)
{
    /// <inheritdoc/>
    public override bool PageIsKey => true;

    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        json.WriteNumber("Clicks"u8, click.Weight);
        json.WriteNumber("Impressions"u8, click.Weight);
        if (click.Time.Milliseconds is { } time)
        {
            json.WriteNumber("ts"u8, time / 1000);
        }
    }
}
