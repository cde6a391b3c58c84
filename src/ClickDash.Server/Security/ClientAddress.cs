using System.Net;
using System.Net.Sockets;

namespace ClickDash.Server.Security;

/// <summary>Whom limits count together.</summary>
public static class ClientAddress
{
    /// <summary>An IPv4 address, or an IPv6 network of 64 bits: one household or machine has that many addresses.</summary>
    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <summary>Whether a connection comes from the machine that the server runs on.</summary>
    public static bool IsHere(ConnectionInfo connection) =>
        connection.RemoteIpAddress is not { } remote
        || IPAddress.IsLoopback(remote)
        || remote.Equals(connection.LocalIpAddress);

    /// <inheritdoc cref="Of(HttpContext)"/>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "local";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]])}/64"
            : address.ToString();
    }
}
