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

        do
        {
            if (
                !scanner.TryText(out var name)
                || name.Kind == JsonKind.EscapedText
                || !scanner.TryTake((byte)':')
            )
            {
                return false;
            }

            var member = node.Find(message.Slice(name.Start, name.Length));
            if (member is null)
            {
                if (!scanner.TryValue(depth + 1, out _))
                {
                    return false;
                }
            }
            else if (!TryScanMember(ref scanner, member, message, depth + 1))
            {
                return false;
            }
        } while (scanner.TryTake((byte)','));

        return scanner.TryTake((byte)'}');
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
        Forget(node);
        if (!node.HasChildren && node.Elements is null)
        {
            if (!scanner.TryValue(depth, out var value))
            {
                return false;
            }

            Keep(node, value);
            return true;
        }

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
