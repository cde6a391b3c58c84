using System.Text.Json;
using System.Text.Unicode;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats.Json;

/// <summary>Called after each element of a wanted array, whose members are then forgotten.</summary>
internal delegate void JsonElementRead(scoped JsonValues values);

/// <summary>
/// Finds the members that a format wants in one pass over a message, and checks the whole of it: strict UTF-8, strict
/// JSON, at most 64 deep. Of a member that comes twice the last counts, as in most JSON libraries.
/// </summary>
/// <param name="pointers">JSON pointers of the members; their indexes are what <see cref="JsonValues"/> is asked by.</param>
internal sealed partial class JsonFields(params string[] pointers)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly JsonNode root = JsonNode.Tree(pointers);

    /// <summary>What was found, by the index of the pointer.</summary>
    internal JsonSlot[] Slots { get; } = new JsonSlot[pointers.Length];

    /// <summary>Room for the texts of the message that are rewritten.</summary>
    internal TextBuffer Buffer { get; init; } = new();

    /// <summary>The user agents seen lately.</summary>
    internal UserAgents Agents { get; } = new();

    /// <summary>Whether the text <c>-</c> says that there is none, as in logs.</summary>
    internal bool DashIsAbsent { get; init; }

    /// <summary>Called for each element of arrays of which members are wanted.</summary>
    internal JsonElementRead? ElementRead { get; set; }

    /// <summary>Called before a pass over a message, and again before a second one: forget its elements.</summary>
    internal Action? Starting { get; set; }

    /// <summary>Reads a message that is an object (or an array, where elements of the root are wanted).</summary>
    /// <returns>Whether it is valid as a whole.</returns>
    public bool TryRead(ReadOnlySpan<byte> message, out JsonValues values)
    {
        // Producers on Windows write a byte order mark; RFC 8259 lets readers pass over it.
        if (message.StartsWith(ByteOrderMark))
        {
            message = message[ByteOrderMark.Length..];
        }

        values = new JsonValues(message, this);
        // Elements are looked at before the whole is read: what cannot be undone must not get as far.
        if (!MayBeJson(message) || (ElementRead is not null && !JsonEscapes.ArePaired(message)))
        {
            return false;
        }

        Begin();
        if (TryScan(message))
        {
            return true;
        }

        Begin();
        return Utf8.IsValid(message) && JsonEscapes.ArePaired(message) && TryParse(message);
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

    private void Begin()
    {
        Array.Clear(Slots);
        Starting?.Invoke();
    }

    private void Forget(JsonNode node)
    {
        foreach (var slot in node.SlotsBelow)
        {
            Slots[slot] = default;
        }
    }

    private void Keep(JsonNode node, JsonSlot value)
    {
        if (node.Slot >= 0)
        {
            Slots[node.Slot] = value;
        }
    }
}
