using System.Threading.Channels;
using ClickDash.Core.Wire;
using ClickDash.Scenes;

namespace ClickDash.Server.Feeds;

/// <summary>A request of a scene and all who watch it: computed and serialised once for all of them.</summary>
internal sealed class WatchedScene(SceneRequest request)
{
    // So that those who watch can tell a picture that stands from a wire that is dead.
    private const long Heartbeat = 1000;

    private readonly List<Channel<SceneMessage>> _viewers = [];
    private SceneMessage? _last;
    private byte[] _picture = [];
    private long _sequence;

    /// <summary>What they ask.</summary>
    public SceneRequest Request => request;

    /// <summary>How many watch it.</summary>
    public int Viewers => _viewers.Count;

    /// <summary>Adds a viewer, who gets the newest picture at once. One that falls behind loses the middle, never the end.</summary>
    public ChannelReader<SceneMessage> Add(SceneMessage first)
    {
        var viewer = Channel.CreateBounded<SceneMessage>(
            new BoundedChannelOptions(1)
            {
                FullMode = BoundedChannelFullMode.DropOldest,
                SingleReader = true,
            }
        );
        viewer.Writer.TryWrite(first);
        _viewers.Add(viewer);
        return viewer.Reader;
    }

    /// <summary>Removes a viewer.</summary>
    public void Remove(ChannelReader<SceneMessage> viewer) =>
        _viewers.RemoveAll(one => one.Reader == viewer);

    /// <summary>Makes a message of a picture.</summary>
    public SceneMessage Message(SceneStatus status, byte[] picture)
    {
        if (_last is null || IsNews(status, picture))
        {
            _sequence++;
            _picture = picture;
        }

        return _last = new SceneMessage(status with { Sequence = _sequence }, picture);
    }

    /// <summary>Hands a picture to all viewers, where it is another one or they have heard nothing for a while.</summary>
    public void Publish(SceneStatus status, byte[] picture)
    {
        if (
            _last is { } last
            && !IsNews(status, picture)
            && status.Now - last.Status.Now < Heartbeat
        )
        {
            return;
        }

        var message = Message(status, picture);
        foreach (var viewer in _viewers)
        {
            viewer.Writer.TryWrite(message);
        }
    }

    private bool IsNews(SceneStatus status, byte[] picture) =>
        !picture.AsSpan().SequenceEqual(_picture)
        || status.Ingest != _last!.Status.Ingest
        || !status.Waiting.AsSpan().SequenceEqual(_last.Status.Waiting);
}
