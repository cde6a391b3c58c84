using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Classroom;

namespace ClickDash.Server.Pages;

/// <summary>Gives a page the stage while the server renders it.</summary>
public sealed class PrerenderStage(StageService stage) : IStageFeed
{
    public ValueTask<Stage?> FirstAsync(CancellationToken token) => new(stage.Now);

    public Task WatchAsync(Action<Stage> take, CancellationToken token) => Task.CompletedTask;

    public Task WatchAudienceAsync(Action<AudienceNews> take, CancellationToken token) =>
        Task.CompletedTask;
}
