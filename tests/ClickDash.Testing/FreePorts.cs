using System.Net;
using System.Net.Sockets;

namespace ClickDash.Testing;

/// <summary>Ports that nobody listens on at the moment.</summary>
internal static class FreePorts
{
    // Below those that systems give to outgoing connections: one of these must not take the port of a broker that is down.
    private const int First = 15_000;
    private const int Last = 32_000;

    /// <summary>The first of so many free ports in a row.</summary>
    public static int InARow(int count)
    {
        while (true)
        {
            var first = Random.Shared.Next(First, Last - count);
            if (Enumerable.Range(first, count).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
