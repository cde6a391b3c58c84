using System.Text.Json;

namespace ClickDash.Core.Formats.Json;

/// <content>The pass that judges every message: by the library's reader.</content>
internal sealed partial class JsonFields
{
    private bool TryParse(ReadOnlySpan<byte> message)
    {
        try
        {
            // Not the final block: a message that is cut short then ends the loop instead of throwing.
            var reader = new Utf8JsonReader(message, isFinalBlock: false, state: default);
            return reader.Read()
                && TryParseRoot(ref reader, message)
                && message[(int)reader.BytesConsumed..].IndexOfAnyExcept(" \t\r\n"u8) < 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool TryParseRoot(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> message) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => TryParseObject(ref reader, root, message),
            JsonTokenType.StartArray when root.Elements is { } each => TryParseArray(
                ref reader,
                each,
                message
            ),
            _ => false,
        };

    private bool TryParseObject(
        ref Utf8JsonReader reader,
        JsonNode node,
        scoped ReadOnlySpan<byte> message
    )
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }

            var member = node.Find(ref reader);
            if (!reader.Read() || !TryParseValue(ref reader, member, message))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryParseArray(
        ref Utf8JsonReader reader,
        JsonNode each,
        scoped ReadOnlySpan<byte> message
    )
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return true;
            }

            if (!TryParseValue(ref reader, each, message))
            {
                return false;
            }

            ElementRead?.Invoke(new JsonValues(message, this));
            Forget(each);
        }

        return false;
    }

    private bool TryParseValue(
        ref Utf8JsonReader reader,
        JsonNode? node,
        scoped ReadOnlySpan<byte> message
    )
    {
        var token = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        if (node is not null)
        {
            Forget(node);
        }

        var isRead = token switch
        {
            JsonTokenType.StartObject when node is { HasChildren: true } => TryParseObject(
                ref reader,
                node,
                message
            ),
            JsonTokenType.StartArray when node is { Elements: { } each } => TryParseArray(
                ref reader,
                each,
                message
            ),
            JsonTokenType.StartObject or JsonTokenType.StartArray => TrySkip(ref reader),
            _ => true,
        };
        if (isRead && node is not null)
        {
            var length = (int)reader.BytesConsumed - start;
            Keep(
                node,
                token switch
                {
                    JsonTokenType.String => new JsonSlot(
                        start + 1,
                        length - 2,
                        reader.ValueIsEscaped ? JsonKind.EscapedText : JsonKind.Text
                    ),
                    _ => new JsonSlot(start, length, KindOf(token)),
                }
            );
        }

        return isRead;
    }

    private static JsonKind KindOf(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartObject => JsonKind.Object,
            JsonTokenType.StartArray => JsonKind.Array,
            JsonTokenType.Number => JsonKind.Number,
            JsonTokenType.True => JsonKind.True,
            JsonTokenType.False => JsonKind.False,
            _ => JsonKind.Null,
        };

    private static bool TrySkip(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        do
        {
            if (!reader.Read())
            {
                return false;
            }
        } while (reader.CurrentDepth > depth);

        return true;
    }
}
