using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using ClickDash.Server.Feeds;

namespace ClickDash.Server.Pages;

/// <summary>Gives the start page its scenes while the server renders it.</summary>
internal sealed class PrerenderScenes(SceneTopics topics) : ISceneList
{
    public async Task<SceneEntry[]?> NowAsync(CancellationToken token) =>
        await topics.ListAsync(token);
}
