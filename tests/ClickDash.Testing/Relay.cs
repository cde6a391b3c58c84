using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ClickDash.Testing;

/// <summary>
/// A wire between a client and a server on this machine that a test can stop up or cut: browsers' own offline switches leave
/// open WebSockets alone.
/// </summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly IPEndPoint _server;
    private readonly IPEndPoint _here;
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private TcpListener _listener;
    private volatile TaskCompletionSource _flow = Flowing();
    private Task _accepting;

    private Relay(Uri server)
    {
        _server = new IPEndPoint(IPAddress.Loopback, server.Port);
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _here = (IPEndPoint)_listener.LocalEndpoint;
        Address = new UriBuilder(server) { Port = _here.Port }.Uri;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Where clients find the server through this relay.</summary>
    public Uri Address { get; }

    /// <summary>A relay to a server on 127.0.0.1.</summary>
    public static Relay To(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new Relay(server);
    }

    /// <summary>Lets no byte pass while every connection stays open, as a dead access point does.</summary>
    public void Stall() =>
        _flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Closes every connection and refuses new ones.</summary>
    public async Task CutAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var socket in _sockets.Keys)
        {
            socket.Dispose();
        }

        _flow.TrySetResult();
    }

    /// <summary>Takes connections again, after <see cref="CutAsync"/>.</summary>
    public void Restore()
    {
        _flow = Flowing();
        _listener = new TcpListener(_here);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Cuts it for good.</summary>
    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _listener.Dispose();
    }

    private static TaskCompletionSource Flowing()
    {
        var flow = new TaskCompletionSource();
        flow.SetResult();
        return flow;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptSocketAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _sockets[client] = _sockets[server] = 0;
        try
        {
            await server.ConnectAsync(_server);
            await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (SocketException)
        {
            // No server: the client sees its connection end.
        }
        finally
        {
            client.Dispose();
            _sockets.TryRemove(client, out _);
            _sockets.TryRemove(server, out _);
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                await _flow.Task;
                for (var sent = 0; sent < read; )
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end is gone, or the relay was cut.
        }
    }
}
