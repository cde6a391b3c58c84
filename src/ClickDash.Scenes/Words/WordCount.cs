using System.Text.Json;

namespace ClickDash.Scenes.Words;

/// <summary>Reads a word's count as an engine sends it: <c>{"word":"the","count":42}</c>.</summary>
internal static class WordCount
{
    /// <summary>Null where that went well, else why not.</summary>
    public static string? Read(ReadOnlySpan<byte> message, out string word, out long count)
    {
        (word, count) = ("", 0);
        if (message is not [(byte)'{', ..])
        {
            return "no count: it takes {\"word\":…,\"count\":…}";
        }

        try
        {
            var json = new Utf8JsonReader(message);
            using var document = JsonDocument.ParseValue(ref json);
            if (
                !document.RootElement.TryGetProperty("word", out var name)
                || name.ValueKind != JsonValueKind.String
            )
            {
                return "a count without a \"word\"";
            }

            if (
                !document.RootElement.TryGetProperty("count", out var number)
                || number.ValueKind != JsonValueKind.Number
                || !number.TryGetInt64(out count)
                || count < 0
            )
            {
                return "a word whose \"count\" is no whole number from 0";
            }

            word = name.GetString()!;
            return null;
        }
        catch (JsonException)
        {
            return "JSON that is cut or broken";
        }
    }
}
