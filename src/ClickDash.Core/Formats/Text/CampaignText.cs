using System.Buffers.Text;
using System.Text.Unicode;

namespace ClickDash.Core.Formats.Text;

/// <summary>Reads what brought a click out of its page's query, as analytics tools write it there.</summary>
public static class CampaignText
{
    private static ReadOnlySpan<byte> Between => " / "u8;

    /// <summary>
    /// <c>utm_source / utm_medium / utm_campaign</c> of a URL's or path's query, without those that are absent: case as sent, escapes
    /// undone. Of a name that comes twice the first that is not empty counts. Empty where there are none.
    /// </summary>
    public static ReadOnlySpan<byte> OfUrl(ReadOnlySpan<byte> url, TextBuffer buffer)
    {
        var start = url.IndexOfAny((byte)'?', (byte)'#');
        if (start < 0 || url[start] == '#' || url[start..].IndexOf("utm_"u8) < 0)
        {
            return default;
        }

        var query = url[(start + 1)..];
        var end = query.IndexOf((byte)'#');
        return OfQuery(end < 0 ? query : query[..end], buffer);
    }

    /// <summary>The same of fields that name the three, or else of a URL.</summary>
    public static ReadOnlySpan<byte> First(
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> medium,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> url,
        TextBuffer buffer
    )
    {
        var campaign = Join(source, medium, name, buffer);
        return campaign.IsEmpty ? OfUrl(url, buffer) : campaign;
    }

    private static ReadOnlySpan<byte> OfQuery(ReadOnlySpan<byte> query, TextBuffer buffer)
    {
        ReadOnlySpan<byte> source = default;
        ReadOnlySpan<byte> medium = default;
        ReadOnlySpan<byte> name = default;
        while (!query.IsEmpty)
        {
            var next = query.IndexOf((byte)'&');
            var pair = next < 0 ? query : query[..next];
            query = next < 0 ? default : query[(next + 1)..];
            if (!pair.StartsWith("utm_"u8))
            {
                continue;
            }

            Keep(pair, "utm_source="u8, ref source);
            Keep(pair, "utm_medium="u8, ref medium);
            Keep(pair, "utm_campaign="u8, ref name);
        }

        return Join(
            Unescaped(source, buffer),
            Unescaped(medium, buffer),
            Unescaped(name, buffer),
            buffer
        );
    }

    private static void Keep(
        ReadOnlySpan<byte> pair,
        ReadOnlySpan<byte> name,
        scoped ref ReadOnlySpan<byte> value
    )
    {
        if (value.IsEmpty && pair.StartsWith(name))
        {
            value = pair[name.Length..];
        }
    }

    private static ReadOnlySpan<byte> Join(
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> medium,
        ReadOnlySpan<byte> name,
        TextBuffer buffer
    )
    {
        var most = source.Length + medium.Length + name.Length;
        if (most == source.Length || most == medium.Length || most == name.Length)
        {
            return source.IsEmpty ? (medium.IsEmpty ? name : medium) : source;
        }

        var room = buffer.Take(most + 2 * Between.Length);
        var length = 0;
        Append(source, room, ref length);
        Append(medium, room, ref length);
        Append(name, room, ref length);
        return room[..length];
    }

    private static void Append(ReadOnlySpan<byte> part, Span<byte> room, ref int length)
    {
        if (part.IsEmpty)
        {
            return;
        }

        if (length > 0)
        {
            Between.CopyTo(room[length..]);
            length += Between.Length;
        }

        part.CopyTo(room[length..]);
        length += part.Length;
    }

    /// <summary>A value of a query with <c>+</c> and <c>%XX</c> undone; as written where that gives no text that can be shown.</summary>
    private static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> value, TextBuffer buffer)
    {
        if (!value.ContainsAny((byte)'+', (byte)'%'))
        {
            return value;
        }

        var room = buffer.Take(value.Length);
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (
                c == '%'
                && i + 2 < value.Length
                && Utf8Parser.TryParse(value.Slice(i + 1, 2), out byte undone, out var read, 'x')
                && read == 2
            )
            {
                c = undone;
                i += 2;
            }
            else if (c == '+')
            {
                c = (byte)' ';
            }

            if (c is < 0x20 or 0x7F)
            {
                return value;
            }

            room[length++] = c;
        }

        var text = room[..length];
        return Utf8.IsValid(text) ? text.Trim((byte)' ') : value;
    }
}
