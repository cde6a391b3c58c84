using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;

namespace ClickDash.Server.Feeds;

/// <summary>A view and all who watch it: computed and serialised once for all of them.</summary>
public sealed class WatchedView(OpenView source, Picture first)
{
    private readonly List<Viewer> _viewers = [];
    private Picture _picture = first;
    private LiveMessage? _whole;

    /// <summary>What its pictures are taken from.</summary>
    public OpenView Source { get; } = source;

    /// <summary>How many watch it.</summary>
    public int Viewers => _viewers.Count;

    /// <summary>Adds a viewer, who gets the newest picture at once.</summary>
    public void Add(Viewer viewer)
    {
        _viewers.Add(viewer);
        viewer.Post(frame: null, Whole);
    }

    /// <summary>Removes a viewer.</summary>
    public void Remove(Viewer viewer) => _viewers.Remove(viewer);

    /// <summary>Hands the next picture to all viewers.</summary>
    public void Publish(Picture picture)
    {
        var frame = _picture.FrameTo(picture) is { } change ? new LiveMessage(change) : null;
        (_picture, _whole) = (picture, null);
        foreach (var viewer in _viewers)
        {
            viewer.Post(frame, Whole);
        }
    }

    private LiveMessage Whole() => _whole ??= new LiveMessage(_picture.ToSnapshot());
}
