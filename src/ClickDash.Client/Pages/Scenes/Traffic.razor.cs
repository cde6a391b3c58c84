using ClickDash.Scenes;
using ClickDash.Scenes.Traffic;

namespace ClickDash.Client.Pages.Scenes;

/// <summary>Vehicles on a map, and their numbers.</summary>
public sealed partial class Traffic
{
    // Everybody sees the same.
    private static readonly object Same = new();

    /// <inheritdoc/>
    protected override SceneKind<TrafficRequest, TrafficPicture> Kind => TrafficScene.Kind;

    /// <inheritdoc/>
    protected override object Look => Same;

    /// <inheritdoc/>
    protected override void Read(SceneQuery query)
    {
        // There is nothing to choose.
    }

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Asked() => [];

    /// <inheritdoc/>
    protected override void Draw(TrafficPicture picture)
    {
        // The picture is drawn by the markup itself.
    }
}
