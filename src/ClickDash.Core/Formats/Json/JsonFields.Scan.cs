namespace ClickDash.Core.Formats.Json;

/// <content>The quick pass, for messages without escapes in names of members.</content>
internal sealed partial class JsonFields
{
    private bool TryScan(ReadOnlySpan<byte> message)
    {
        var scanner = new JsonScanner(message);
        var isRead = scanner.Peek() switch
        {
            (byte)'{' => TryScanObject(ref scanner, root, message, depth: 0),
            (byte)'[' when root.Elements is { } each => TryScanArray(
                ref scanner,
                each,
                message,
                depth: 0
            ),
            _ => false,
        };
        return isRead
            && scanner.Peek() == 0
            && scanner.At == message.Length
            && (!scanner.HasEscapes || JsonEscapes.ArePaired(message));
    }

    private bool TryScanObject(
        ref JsonScanner scanner,
        JsonNode node,
        scoped ReadOnlySpan<byte> message,
        int depth
    )
    {
        scanner.Skip();
        if (scanner.TryTake((byte)'}'))
        {
            return true;
        }

        ref var next = ref node.First;
        do
        {
            var member = Expected(ref scanner, next);
            if (member is null)
            {
                if (
                    !scanner.TryText(out var name)
                    || name.Kind == JsonKind.EscapedText
                    || !scanner.TryTake((byte)':')
                )
                {
                    return false;
                }

                member = node.Find(message.Slice(name.Start, name.Length));
                if (member is null)
                {
                    if (!scanner.TryValue(depth + 1, out _))
                    {
                        return false;
                    }

                    continue;
                }

                next = member;
            }

            if (!TryScanMember(ref scanner, member, message, depth + 1))
            {
                return false;
            }

            next = ref member.Next;
        } while (scanner.TryTake((byte)','));

        return scanner.TryTake((byte)'}');
    }

    // The member that is next, if it is the one expected or, where that is left out, the one behind it.
    private static JsonNode? Expected(ref JsonScanner scanner, JsonNode? next)
    {
        if (next is null || scanner.TryTake(next.WithColon))
        {
            return next;
        }

        return next.Next is { } second && scanner.TryTake(second.WithColon) ? second : null;
    }

    private bool TryScanArray(
        ref JsonScanner scanner,
        JsonNode each,
        scoped ReadOnlySpan<byte> message,
        int depth
    )
    {
        scanner.Skip();
        if (scanner.TryTake((byte)']'))
        {
            return true;
        }

        do
        {
            if (!TryScanMember(ref scanner, each, message, depth + 1))
            {
                return false;
            }

            ElementRead?.Invoke(new JsonValues(message, this));
            Forget(each);
        } while (scanner.TryTake((byte)','));

        return scanner.TryTake((byte)']');
    }

    private bool TryScanMember(
        ref JsonScanner scanner,
        JsonNode node,
        scoped ReadOnlySpan<byte> message,
        int depth
    )
    {
        if (node.IsLeaf)
        {
            return scanner.TryValue(depth, out Slots[node.Slot]);
        }

        Forget(node);
        var next = scanner.Peek();
        var start = scanner.At;
        if (next == '{' && node.HasChildren)
        {
            if (!TryScanObject(ref scanner, node, message, depth))
            {
                return false;
            }

            Keep(node, new JsonSlot(start, scanner.At - start, JsonKind.Object));
            return true;
        }

        if (next == '[' && node.Elements is { } each)
        {
            if (!TryScanArray(ref scanner, each, message, depth))
            {
                return false;
            }

            Keep(node, new JsonSlot(start, scanner.At - start, JsonKind.Array));
            return true;
        }

        if (!scanner.TryValue(depth, out var other))
        {
            return false;
        }

        Keep(node, other);
        return true;
    }
}
