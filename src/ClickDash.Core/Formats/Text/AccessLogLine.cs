namespace ClickDash.Core.Formats.Text;

/// <summary>
/// The fields of a line in the Common or Combined Log Format, as written:
/// <c>client ident user [time] "request" status bytes "referrer" "user agent" …</c>, or with the host before the client.
/// </summary>
internal readonly ref struct AccessLogLine
{
    /// <summary>The site that was asked for, perhaps with its port; empty where the line does not say it.</summary>
    public ReadOnlySpan<byte> Host { get; private init; }

    public ReadOnlySpan<byte> Client { get; private init; }

    public ReadOnlySpan<byte> User { get; private init; }

    public ReadOnlySpan<byte> Time { get; private init; }

    public ReadOnlySpan<byte> Request { get; private init; }

    public ReadOnlySpan<byte> Status { get; private init; }

    /// <summary>Empty in the Common format.</summary>
    public ReadOnlySpan<byte> Referrer { get; private init; }

    /// <summary>Empty in the Common format.</summary>
    public ReadOnlySpan<byte> Agent { get; private init; }

    /// <summary>Takes a line apart. A line cut short within its fields is none, and so are two lines in one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out AccessLogLine line)
    {
        line = default;
        var rest = text;
        if (
            text.Contains((byte)'\n')
            || !TryUntil(" "u8, ref rest, out var client)
            || !TryUntil(" "u8, ref rest, out var ident)
            || !TryUntil(" ["u8, ref rest, out var user)
            || !TryUntil("] \""u8, ref rest, out var time)
            || !TryQuoted(ref rest, out var request)
            || rest is not [(byte)' ', ..]
        )
        {
            return false;
        }

        rest = rest[1..];
        if (!TryUntil(" "u8, ref rest, out var status))
        {
            return false;
        }

        var bytes = rest.IndexOf((byte)' ');
        var more = bytes < 0 ? default : rest[(bytes + 1)..];
        if (
            !IsNumberOrDash(status)
            || !IsNumberOrDash(bytes < 0 ? rest : rest[..bytes])
            || !TryOptional(ref more, out var referrer)
            || !TryOptional(ref more, out var agent)
        )
        {
            return false;
        }

        // A fourth word before the time: the host is first, unless the second is an absent ident and the user's name has a space.
        var space = ident is [(byte)'-'] ? -1 : user.IndexOf((byte)' ');
        ReadOnlySpan<byte> host = default;
        if (space > 0)
        {
            host = client;
            client = ident;
            user = user[(space + 1)..];
        }

        line = new AccessLogLine
        {
            Host = host,
            Client = client,
            User = user,
            Time = time,
            Request = request,
            Status = status,
            Referrer = referrer,
            Agent = agent,
        };
        return true;
    }

    private static bool TryUntil(
        ReadOnlySpan<byte> end,
        scoped ref ReadOnlySpan<byte> rest,
        out ReadOnlySpan<byte> field
    )
    {
        var at = rest.IndexOf(end);
        field = at > 0 ? rest[..at] : default;
        rest = at > 0 ? rest[(at + end.Length)..] : rest;
        return at > 0;
    }

    // A quoted field whose first quote was taken.
    private static bool TryQuoted(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        var at = 0;
        while (at < rest.Length)
        {
            var next = rest[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (rest[at] == '"')
            {
                field = rest[..at];
                rest = rest[(at + 1)..];
                return true;
            }

            at += 2;
        }

        field = default;
        return false;
    }

    private static bool TryOptional(
        scoped ref ReadOnlySpan<byte> rest,
        out ReadOnlySpan<byte> field
    )
    {
        field = default;
        if (rest is [(byte)' ', ..])
        {
            rest = rest[1..];
        }

        if (rest is not [(byte)'"', ..])
        {
            return true;
        }

        rest = rest[1..];
        return TryQuoted(ref rest, out field);
    }

    private static bool IsNumberOrDash(ReadOnlySpan<byte> text) =>
        text is [(byte)'-']
        || (!text.IsEmpty && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0);
}
