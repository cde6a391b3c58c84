using System.Net.WebSockets;
using System.Text;

namespace ClickDash.Benchmarks;

/// <summary>Viewers that ask for frames and never read one: what they cost must be theirs alone.</summary>
internal sealed class SlowReaders : IDisposable
{
    // SignalR's JSON protocol: the handshake, then the invocation of a stream, each ended by a record separator.
    private const string Asking =
        "{\"protocol\":\"json\",\"version\":1}\u001e"
        + "{\"type\":4,\"invocationId\":\"1\",\"target\":\"Watch\",\"arguments\":[{\"window\":900,\"top\":100}]}\u001e";

    private readonly List<ClientWebSocket> _sockets = [];

    /// <summary>Connects so many.</summary>
    public async Task JoinAsync(Uri server, int count)
    {
        var address = new UriBuilder(new Uri(server, "live")) { Scheme = "ws" }.Uri;
        for (var i = 0; i < count; i++)
        {
            var socket = new ClientWebSocket();
            _sockets.Add(socket);
            await socket.ConnectAsync(address, CancellationToken.None);
            await socket.SendAsync(
                Encoding.UTF8.GetBytes(Asking),
                WebSocketMessageType.Text,
                endOfMessage: true,
                CancellationToken.None
            );
        }
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
}
