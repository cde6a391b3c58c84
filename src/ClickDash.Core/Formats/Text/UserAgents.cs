using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace ClickDash.Core.Formats.Text;

/// <summary>
/// Remembers the devices and browsers of user agents seen lately, which are few and long: to find one again costs a tenth of
/// reading it. A newcomer takes the place of the one whose place it falls on, so that it never grows.
/// </summary>
internal sealed class UserAgents
{
    // A site's visitors use some hundreds of user agents; 1,024 places are 42 KB.
    private const int Places = 1024;

    // Unknown to who sends messages, so that nobody can pick two user agents of the same hash.
    private readonly long seed = Random.Shared.NextInt64();
    private readonly Place[] places = new Place[Places];
    private byte[] names = [];

    private enum Device : byte
    {
        Unknown,
        Bot,
        Tablet,
        Mobile,
        Desktop,
    }

    /// <summary>What a user agent tells; it is valid until the next one is read.</summary>
    public Agent Read(ReadOnlySpan<byte> agent)
    {
        if (agent.IsEmpty)
        {
            return default;
        }

        var hash = XxHash3.HashToUInt64(agent, seed);
        var at = (int)(hash % Places);
        ref var place = ref places[at];
        if (place.Hash != hash || place.Device == Device.Unknown)
        {
            Learn(agent, hash, at);
        }

        return new Agent
        {
            Device = place.Device switch
            {
                Device.Bot => "bot"u8,
                Device.Tablet => "tablet"u8,
                Device.Mobile => "mobile"u8,
                _ => "desktop"u8,
            },
            Browser = names.AsSpan(at * BotText.MostName, place.NameLength),
        };
    }

    private void Learn(ReadOnlySpan<byte> agent, ulong hash, int at)
    {
        if (names.Length == 0)
        {
            names = new byte[Places * BotText.MostName];
        }

        var device = DeviceText.UserAgent(agent)[0] switch
        {
            (byte)'b' => Device.Bot,
            (byte)'t' => Device.Tablet,
            (byte)'m' => Device.Mobile,
            _ => Device.Desktop,
        };
        var name = device == Device.Bot ? BotText.Name(agent) : BrowserText.Family(agent);
        name.CopyTo(names.AsSpan(at * BotText.MostName));
        places[at] = new Place(hash, device, (byte)name.Length);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(ulong Hash, Device Device, byte NameLength);
}

/// <summary>What a user agent tells; nothing of an empty one.</summary>
internal readonly ref struct Agent
{
    /// <summary>As <see cref="DeviceText.UserAgent"/>.</summary>
    public ReadOnlySpan<byte> Device { get; init; }

    /// <summary>The browser's family or the bot's name; empty where neither is known.</summary>
    public ReadOnlySpan<byte> Browser { get; init; }
}
