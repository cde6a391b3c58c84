using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats.Json;

/// <summary>The members found in one message, by the index of their pointer.</summary>
internal readonly ref struct JsonValues(ReadOnlySpan<byte> message, JsonFields fields)
{
    private readonly ReadOnlySpan<byte> message = message;
    private readonly JsonFields fields = fields;

    /// <summary>Room for rewritten texts.</summary>
    public TextBuffer Buffer => fields.Buffer;

    /// <summary>The user agents seen lately.</summary>
    public UserAgents Agents => fields.Agents;

    /// <summary>Whether the message is an object, not an array.</summary>
    public bool IsObject => message.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>What the member's value is.</summary>
    public JsonKind Kind(int index) => fields.Slots[index].Kind;

    /// <summary>The member's value as written: a text without its quotes, its escapes not undone.</summary>
    public ReadOnlySpan<byte> Raw(int index)
    {
        ref readonly var slot = ref fields.Slots[index];
        return message.Slice(slot.Start, slot.Length);
    }

    /// <summary>The member's text; empty where it is absent or no text.</summary>
    public ReadOnlySpan<byte> Text(int index)
    {
        ref readonly var slot = ref fields.Slots[index];
        var text = slot.Kind switch
        {
            JsonKind.Text => message.Slice(slot.Start, slot.Length),
            JsonKind.EscapedText => JsonEscapes.Undo(
                message.Slice(slot.Start - 1, slot.Length + 2),
                Buffer
            ),
            _ => default,
        };
        return fields.DashIsAbsent && text is [(byte)'-'] ? default : text;
    }

    /// <summary>The member's text, or its number as written; empty where it is absent or neither.</summary>
    public ReadOnlySpan<byte> TextOrNumber(int index) =>
        Kind(index) == JsonKind.Number ? Raw(index) : Text(index);

    /// <summary>Whether the member is there, not null and not an empty text.</summary>
    public bool IsPresent(int index) =>
        fields.Slots[index] is { Kind: not (JsonKind.None or JsonKind.Null), Length: > 0 };

    /// <summary>Whether any of the members from one index to another is there.</summary>
    public bool HasAny(int first, int last)
    {
        foreach (ref readonly var slot in fields.Slots.AsSpan(first, last - first + 1))
        {
            if (slot.Kind != JsonKind.None)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the member that tells kinds of events apart is the text given. Where it is another the message is no click;
    /// without any the message is malformed.
    /// </summary>
    public bool Is(int index, ReadOnlySpan<byte> text, out DropReason reason)
    {
        var kind = Text(index);
        reason = kind.IsEmpty ? DropReason.Malformed : DropReason.None;
        return kind.SequenceEqual(text);
    }

    /// <summary>The first text there is.</summary>
    public ReadOnlySpan<byte> FirstText(params ReadOnlySpan<int> indexes)
    {
        foreach (var index in indexes)
        {
            if (Text(index) is { IsEmpty: false } text)
            {
                return text;
            }
        }

        return default;
    }

    /// <summary>The first text or number there is.</summary>
    public ReadOnlySpan<byte> FirstTextOrNumber(params ReadOnlySpan<int> indexes)
    {
        foreach (var index in indexes)
        {
            if (TextOrNumber(index) is { IsEmpty: false } text)
            {
                return text;
            }
        }

        return default;
    }

    /// <summary>The member as a number in the unit given, also written as a text.</summary>
    public ClickTime Epoch(int index, TimeUnit unit) => TimeText.Epoch(TextOrNumber(index), unit);

    /// <summary>The member as ISO 8601.</summary>
    public ClickTime Iso(int index) => TimeText.Iso(Text(index));

    /// <summary>The member as a number in the unit given or as ISO 8601.</summary>
    public ClickTime EpochOrIso(int index, TimeUnit unit, Zone zone = default) =>
        TimeText.EpochOrIso(TextOrNumber(index), unit, zone);

    /// <summary>The member as an HTTP status, or 0.</summary>
    public int Status(int index) => StatusText.Read(TextOrNumber(index));
}
