using System.IO.Hashing;

namespace ClickDash.Core.Formats.Text;

/// <summary>
/// Remembers the devices of user agents seen lately, which are few and long: to find one again costs a tenth of reading
/// it. A newcomer takes the place of the one whose place it falls on, so that it never grows.
/// </summary>
internal sealed class UserAgents
{
    // A site's visitors use some hundreds of user agents; 1,024 places are 9 KB.
    private const int Places = 1024;

    // Unknown to who sends messages, so that nobody can pick two user agents of the same hash.
    private readonly long seed = Random.Shared.NextInt64();
    private readonly ulong[] hashes = new ulong[Places];
    private readonly Device[] devices = new Device[Places];

    private enum Device : byte
    {
        Unknown,
        Bot,
        Tablet,
        Mobile,
        Desktop,
    }

    /// <summary>As <see cref="DeviceText.UserAgent"/>.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> agent)
    {
        if (agent.IsEmpty)
        {
            return default;
        }

        var hash = XxHash3.HashToUInt64(agent, seed);
        var place = (int)(hash % Places);
        if (hashes[place] != hash || devices[place] == Device.Unknown)
        {
            hashes[place] = hash;
            devices[place] = DeviceText.UserAgent(agent)[0] switch
            {
                (byte)'b' => Device.Bot,
                (byte)'t' => Device.Tablet,
                (byte)'m' => Device.Mobile,
                _ => Device.Desktop,
            };
        }

        return devices[place] switch
        {
            Device.Bot => "bot"u8,
            Device.Tablet => "tablet"u8,
            Device.Mobile => "mobile"u8,
            _ => "desktop"u8,
        };
    }
}
