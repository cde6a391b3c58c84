using System.Buffers;
using System.Text;

namespace ClickDash.Core.Formats.Text;

/// <summary>Reads the kind of device from a field that names it or from a user agent.</summary>
public static class DeviceText
{
    private static readonly SearchValues<string> HandHeld = Any(
        "ipad",
        "tablet",
        "android",
        "mobi",
        "iphone"
    );
    private static readonly SearchValues<string> Tablet = Any("tablet");
    private static readonly SearchValues<string> Pads = Any("ipad");
    private static readonly SearchValues<string> Android = Any("android");
    private static readonly SearchValues<string> Mobile = Any("mobile");
    private static readonly SearchValues<string> Phones = Any("mobi", "iphone");

    /// <summary><c>mobile</c>, <c>tablet</c>, <c>desktop</c> or <c>bot</c> in any case; every other word is none.</summary>
    public static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> text) =>
        text.Length switch
        {
            3 when Is(text, "bot"u8) => "bot"u8,
            6 when Is(text, "mobile"u8) => "mobile"u8,
            6 when Is(text, "tablet"u8) => "tablet"u8,
            7 when Is(text, "desktop"u8) => "desktop"u8,
            _ => default,
        };

    /// <summary>
    /// The device a user agent tells of, ignoring case: bots before tablets (among them Androids that do not say
    /// <c>Mobile</c>) before phones, and everything else a desktop. Empty for an empty text.
    /// </summary>
    public static ReadOnlySpan<byte> UserAgent(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return default;
        }

        // Byte by byte into characters: only ASCII is looked for, and there is a vectorised search for characters.
        const int OnStack = 512;
        if (text.Length <= OnStack)
        {
            Span<char> room = stackalloc char[OnStack];
            return Classify(room[..Encoding.Latin1.GetChars(text, room)]);
        }

        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var device = Classify(rented.AsSpan(0, Encoding.Latin1.GetChars(text, rented)));
        ArrayPool<char>.Shared.Return(rented);
        return device;
    }

    private static ReadOnlySpan<byte> Classify(scoped ReadOnlySpan<char> agent)
    {
        if (BotText.IndexOf(agent) >= 0)
        {
            return "bot"u8;
        }

        if (!agent.ContainsAny(HandHeld))
        {
            return "desktop"u8;
        }

        if (IsTablet(agent))
        {
            return "tablet"u8;
        }

        return agent.ContainsAny(Phones) ? "mobile"u8 : "desktop"u8;
    }

    private static bool IsTablet(ReadOnlySpan<char> agent) =>
        agent.ContainsAny(Pads)
        || SaysTablet(agent)
        || (agent.ContainsAny(Android) && !agent.ContainsAny(Mobile));

    // "Tablet PC" is what Internet Explorer says on a desktop.
    private static bool SaysTablet(ReadOnlySpan<char> agent)
    {
        for (int at; (at = agent.IndexOfAny(Tablet)) >= 0; )
        {
            agent = agent[(at + "tablet".Length)..];
            if (!agent.StartsWith(" PC", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(text, word);

    private static SearchValues<string> Any(params string[] words) =>
        SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
}
