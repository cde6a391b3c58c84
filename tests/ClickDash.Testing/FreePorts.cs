using System.Net;
using System.Net.Sockets;

namespace ClickDash.Testing;

/// <summary>Ports that nobody listens on at the moment.</summary>
internal static class FreePorts
{
    /// <summary>The first of so many free ports in a row.</summary>
    public static int InARow(int count)
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            try
            {
                for (var next = port + 1; next < port + count; next++)
                {
                    using var other = new TcpListener(IPAddress.Loopback, next);
                    other.Start();
                }

                return port;
            }
            catch (Exception e) when (e is SocketException or ArgumentOutOfRangeException)
            {
                // One is taken: the next free one is another.
            }
        }
    }
}
