using ClickDash.Scenes.Together;
using ClickDash.Scenes.Traffic;
using ClickDash.Scenes.Values;
using ClickDash.Scenes.Windows;
using ClickDash.Scenes.Words;

namespace ClickDash.Scenes;

/// <summary>The scenes there are, in the order of the start page: one line each.</summary>
public static class SceneKinds
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SceneKind> All { get; } =
    [ValuesScene.Kind, WordsScene.Kind, WindowsScene.Kind, TrafficScene.Kind, TogetherScene.Kind];

    /// <summary>The one of this name; null where there is none.</summary>
    public static SceneKind? Find(string? name) =>
        All.FirstOrDefault(kind => kind.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
