using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using ClickDash.Core.Wire;
using ClickDash.Server.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClickDash.Server.Classroom;

/// <summary>The room that phones join: its token, which lasts as long as the server runs, and the link that has it.</summary>
public sealed class Room(ClickDashSettings settings, IServer server)
{
    // Nothing that looks like something else on a projector.
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <summary>Six of 31 letters: 900 million rooms, more than can be tried in a week at the limits' pace.</summary>
    private const int Length = 6;

    /// <summary>The token.</summary>
    public string Token { get; } = RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>Whether a link's token is this room's.</summary>
    public bool IsHere(string? token) =>
        string.Equals(token?.Trim(), Token, StringComparison.OrdinalIgnoreCase);

    /// <summary>How phones join: the link, or why there is none.</summary>
    public JoinInfo Info()
    {
        if (settings.Join.PublicUrl is { Length: > 0 } url)
        {
            return new(Token, $"{url.TrimEnd('/')}/join/{Token}", Problem: null);
        }

        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var reachable = addresses.Select(Reachable).FirstOrDefault(one => one is not null);
        return reachable is null
            ? new(
                Token,
                Link: null,
                "Phones cannot reach this server: it listens on this machine alone. Start it with --urls http://*:5080, or set ClickDash:Join:PublicUrl to the address that phones use."
            )
            : new(Token, $"{reachable}{settings.PathBase}/join/{Token}", Problem: null);
    }

    /// <summary>The address by which others reach what the server is bound to; null where none can.</summary>
    private static string? Reachable(string address)
    {
        var bound = BindingAddress.Parse(address);
        if (
            bound.IsUnixPipe
            || bound.IsNamedPipe
            || bound.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }

        var isAddress = IPAddress.TryParse(bound.Host.Trim('[', ']'), out var ip);
        if (isAddress && IPAddress.IsLoopback(ip!))
        {
            return null;
        }

        var isAny =
            !isAddress && bound.Host is "*" or "+"
            || isAddress && (ip!.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        var host = isAny ? Own() : bound.Host;
        return host is null ? null : $"{bound.Scheme}://{host}:{bound.Port}";
    }

    /// <summary>This machine's address on the network that its way out is on; null where it is on none.</summary>
    private static string? Own() =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(one =>
                one.OperationalStatus == OperationalStatus.Up
                && one.NetworkInterfaceType != NetworkInterfaceType.Loopback
            )
            .Select(one => one.GetIPProperties())
            // Those with a gateway first: bridges of virtual machines have none.
            .OrderByDescending(one => one.GatewayAddresses.Count)
            .SelectMany(one => one.UnicastAddresses)
            .FirstOrDefault(one => one.Address.AddressFamily == AddressFamily.InterNetwork)
            ?.Address.ToString();
}
