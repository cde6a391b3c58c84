using System.Threading.Channels;
using ClickDash.Core.Wire;

namespace ClickDash.Server.Feeds;

/// <summary>
/// One who watches a view. A viewer that falls behind loses the middle, never the end: what does not fit is dropped, and
/// once there is room again it gets the whole picture.
/// </summary>
public sealed class Viewer
{
    // Two seconds of frames: enough for a hiccup, too few to grow old in.
    private const int Waiting = 8;

    private readonly Channel<LiveMessage> _messages = Channel.CreateBounded<LiveMessage>(
        new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true }
    );

    private bool _isBehind = true;

    /// <summary>Hands over the next message: the frame, or the whole picture where one is missing before it.</summary>
    public void Post(LiveMessage? frame, Func<LiveMessage> picture) =>
        _isBehind = !_messages.Writer.TryWrite(_isBehind || frame is null ? picture() : frame);

    /// <summary>All messages as they come, the first of which is a whole picture.</summary>
    public IAsyncEnumerable<LiveMessage> ReadAllAsync(CancellationToken cancellation) =>
        _messages.Reader.ReadAllAsync(cancellation);
}
