using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats.Json;

/// <summary>What the value of a member is.</summary>
internal enum JsonKind : byte
{
    /// <summary>Not there.</summary>
    None,
    Null,
    False,
    True,
    Number,
    Text,
    EscapedText,
    Object,
    Array,
}

/// <summary>Where the value of a member stands in its message; a text without its quotes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JsonSlot(int Start, int Length, JsonKind Kind);

/// <summary>Called after each element of a wanted array, whose members are then forgotten.</summary>
internal delegate void JsonElementRead(scoped JsonValues values);

/// <summary>
/// Finds the members that a format wants in one pass over a message, and checks the whole of it: strict UTF-8, strict
/// JSON, at most 64 deep. Of a member that comes twice the last counts, as in most JSON libraries.
/// </summary>
/// <param name="pointers">JSON pointers of the members; their indexes are what <see cref="JsonValues"/> is asked by.</param>
internal sealed class JsonFields(params string[] pointers)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly JsonNode root = JsonNode.Tree(pointers);

    /// <summary>What was found, by the index of the pointer.</summary>
    internal JsonSlot[] Slots { get; } = new JsonSlot[pointers.Length];

    /// <summary>Room for the texts of the message that are rewritten.</summary>
    internal TextBuffer Buffer { get; init; } = new();

    /// <summary>Whether the text <c>-</c> says that there is none, as in logs.</summary>
    internal bool DashIsAbsent { get; init; }

    /// <summary>Called for each element of arrays of which members are wanted.</summary>
    internal JsonElementRead? ElementRead { get; init; }

    /// <summary>Reads a message that is an object (or an array, where elements of the root are wanted).</summary>
    /// <returns>Whether it is valid as a whole.</returns>
    public bool TryRead(ReadOnlySpan<byte> message, out JsonValues values)
    {
        // Producers on Windows write a byte order mark; RFC 8259 lets readers pass over it.
        if (message.StartsWith(ByteOrderMark))
        {
            message = message[ByteOrderMark.Length..];
        }

        Array.Clear(Slots);
        values = new JsonValues(message, this);
        if (!MayBeJson(message) || !Utf8.IsValid(message) || !JsonEscapes.ArePaired(message))
        {
            return false;
        }

        try
        {
            // Not the final block: a message that is cut short then ends the loop instead of throwing.
            var reader = new Utf8JsonReader(message, isFinalBlock: false, state: default);
            return reader.Read()
                && TryReadRoot(ref reader, message)
                && message[(int)reader.BytesConsumed..].IndexOfAnyExcept(" \t\r\n"u8) < 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // A topic of plain text, or of another encoding, shall not cost an exception a message.
    private static bool MayBeJson(ReadOnlySpan<byte> message) =>
        !message.IsEmpty
        && message[0]
            is (byte)'{'
                or (byte)'['
                or (byte)' '
                or (byte)'\t'
                or (byte)'\r'
                or (byte)'\n';

    private bool TryReadRoot(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> message) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => TryReadObject(ref reader, root, message),
            JsonTokenType.StartArray when root.Elements is { } each => TryReadArray(
                ref reader,
                each,
                message
            ),
            _ => false,
        };

    private bool TryReadObject(
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
            if (!reader.Read() || !TryReadValue(ref reader, member, message))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadArray(
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

            if (!TryReadValue(ref reader, each, message))
            {
                return false;
            }

            ElementRead?.Invoke(new JsonValues(message, this));
            Forget(each);
        }

        return false;
    }

    private bool TryReadValue(
        ref Utf8JsonReader reader,
        JsonNode? node,
        scoped ReadOnlySpan<byte> message
    )
    {
        var token = reader.TokenType;
        var isNested = token is JsonTokenType.StartObject or JsonTokenType.StartArray;
        if (node is null)
        {
            return !isNested || TrySkip(ref reader);
        }

        if (node.SlotsBelow.Length > 0)
        {
            Forget(node);
        }

        var start = (int)reader.TokenStartIndex;
        if (!isNested)
        {
            Keep(node, ref reader, token, start);
            return true;
        }

        var isRead = token switch
        {
            JsonTokenType.StartObject when node.HasChildren => TryReadObject(
                ref reader,
                node,
                message
            ),
            JsonTokenType.StartArray when node.Elements is { } each => TryReadArray(
                ref reader,
                each,
                message
            ),
            _ => TrySkip(ref reader),
        };
        if (isRead && node.Slot >= 0)
        {
            var kind = token == JsonTokenType.StartObject ? JsonKind.Object : JsonKind.Array;
            Slots[node.Slot] = new JsonSlot(start, (int)reader.BytesConsumed - start, kind);
        }

        return isRead;
    }

    private void Keep(JsonNode node, ref Utf8JsonReader reader, JsonTokenType token, int start)
    {
        if (node.Slot < 0)
        {
            return;
        }

        Slots[node.Slot] = token switch
        {
            JsonTokenType.String => new JsonSlot(
                start + 1,
                reader.ValueSpan.Length,
                reader.ValueIsEscaped ? JsonKind.EscapedText : JsonKind.Text
            ),
            JsonTokenType.Number => new JsonSlot(start, reader.ValueSpan.Length, JsonKind.Number),
            JsonTokenType.True => new JsonSlot(start, 4, JsonKind.True),
            JsonTokenType.False => new JsonSlot(start, 5, JsonKind.False),
            _ => new JsonSlot(start, 4, JsonKind.Null),
        };
    }

    private void Forget(JsonNode node)
    {
        foreach (var slot in node.SlotsBelow)
        {
            Slots[slot] = default;
        }
    }

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
