using ClickDash.Core.Wire;
using ClickDash.Scenes;

namespace ClickDash.Client.Live;

/// <summary>Where a scene's pictures come from: the hub in the browser, nowhere while the server prerenders.</summary>
public interface ISceneFeed
{
    /// <summary>
    /// Tells <paramref name="state"/> all that is heard of the scene, until the token is cancelled. Never throws: what goes
    /// wrong is a state, and is tried again. Returns at once where there is nothing to watch.
    /// </summary>
    /// <param name="scene">The scene's name.</param>
    /// <param name="parameters">What is asked of it.</param>
    /// <param name="state">Told all.</param>
    /// <param name="token">Ends it.</param>
    Task WatchAsync(
        string scene,
        IReadOnlyDictionary<string, string> parameters,
        SceneState state,
        CancellationToken token
    );
}

/// <summary>Where the start page gets the scenes there are.</summary>
public interface ISceneList
{
    /// <summary>The scenes and their topics now; null where the server could not be asked.</summary>
    Task<SceneEntry[]?> NowAsync(CancellationToken token);
}
