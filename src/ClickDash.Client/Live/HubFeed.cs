using System.Net;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Logging;

namespace ClickDash.Client.Live;

/// <summary>
/// Watches views and the stage over the hub <c>live</c>. Each stream's loop connects, the first time and every other time, and watches: one that
/// breaks is watched anew and brings its past with it. SignalR's own reconnecting is left out, as it gives up where a first
/// start fails and keeps no stream.
/// </summary>
public sealed class HubFeed : ILiveFeed, IStageFeed, ISceneFeed, IAsyncDisposable
{
    private readonly CancellationTokenSource gone = new();
    private readonly HubConnection hub;
    private readonly NavigationManager navigation;
    private readonly TimeProvider time;
    private readonly ILogger<HubFeed> logger;
    private Task connecting = Task.CompletedTask;
    private Backoff backoff = Backoff.Usual;

    // Since a message came; null before the first try, which waits for nothing.
    private int? failures;

    /// <summary>A feed from the hub beside the page.</summary>
    public HubFeed(NavigationManager navigation, TimeProvider time, ILogger<HubFeed> logger)
    {
        (this.navigation, this.time, this.logger) = (navigation, time, logger);
        hub = new HubConnectionBuilder()
            // A wire that is dead does not answer a goodbye either.
            .WithUrl(
                navigation.ToAbsoluteUri("live"),
                connection => connection.CloseTimeout = TimeSpan.FromSeconds(1)
            )
            .AddJsonProtocol(json =>
                SceneJson.AddContract(json.PayloadSerializerOptions.TypeInfoResolverChain)
            )
            .Build();
        // Ticks come four times a second: six seconds without one is a dead wire, however open it looks.
        hub.ServerTimeout = TimeSpan.FromSeconds(6);
        hub.KeepAliveInterval = TimeSpan.FromSeconds(3);
    }

    /// <inheritdoc/>
    public ValueTask<Snapshot?> FirstAsync(View view, CancellationToken token) =>
        new((Snapshot?)null);

    /// <inheritdoc/>
    public Task WatchAsync(View view, LiveState state, CancellationToken token) =>
        RepeatAsync<LiveMessage>(
            () => hub.StreamAsync<LiveMessage>("Watch", view.Request, token),
            (message, isFirst) =>
            {
                var follows = state.Receive(message, isFirst);
                backoff = state.Picture?.Ingest.Backoff ?? Backoff.Usual;
                return follows;
            },
            state.Lose,
            token
        );

    /// <inheritdoc/>
    ValueTask<Stage?> IStageFeed.FirstAsync(CancellationToken token) => new((Stage?)null);

    /// <inheritdoc/>
    public Task WatchAsync(Action<Stage> take, CancellationToken token) =>
        WatchAsync("Stage", take, token);

    /// <inheritdoc/>
    public Task WatchAudienceAsync(Action<AudienceNews> take, CancellationToken token) =>
        WatchAsync("Audience", take, token);

    private Task WatchAsync<T>(string name, Action<T> take, CancellationToken token) =>
        RepeatAsync<T>(
            () => hub.StreamAsync<T>(name, token),
            (message, _) =>
            {
                take(message);
                return true;
            },
            () => { },
            token
        );

    /// <inheritdoc/>
    public Task WatchAsync(
        string scene,
        IReadOnlyDictionary<string, string> parameters,
        SceneState state,
        CancellationToken token
    ) =>
        RepeatAsync<SceneMessage>(
            () =>
                hub.StreamAsync<SceneMessage>(
                    "WatchScene",
                    scene,
                    new Dictionary<string, string>(parameters),
                    token
                ),
            (message, _) =>
            {
                state.Receive(message);
                return true;
            },
            state.Lose,
            token,
            state.Refuse
        );

    /// <summary>Reads a stream, and again from its beginning whenever it broke.</summary>
    /// <param name="open">Begins it.</param>
    /// <param name="take">Takes a message, and whether it is the stream's first; false begins it anew.</param>
    /// <param name="lose">Told when the connection is gone.</param>
    /// <param name="token">Ends it.</param>
    /// <param name="refused">Told what the server says where it does not give it; null for nobody.</param>
    private async Task RepeatAsync<T>(
        Func<IAsyncEnumerable<T>> open,
        Func<T, bool, bool> take,
        Action lose,
        CancellationToken token,
        Action<string>? refused = null
    )
    {
        var broken = 0;
        while (!token.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync().WaitAsync(token);
                var isFirst = true;
                await foreach (var message in open())
                {
                    if (!take(message, isFirst))
                    {
                        break;
                    }

                    (isFirst, failures, broken) = (false, 0, 0);
                }
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Unauthorized)
            {
                // Signed out elsewhere, or the key was changed: the server leads to where one signs in.
                navigation.Refresh(forceReload: true);
                return;
            }
            catch (HubException e) when (refused is not null && !token.IsCancellationRequested)
            {
                refused(e.Message);
            }
            catch (Exception e) when (!token.IsCancellationRequested)
            {
                logger.LogDebug(e, "The stream broke");
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (hub.State != HubConnectionState.Connected)
            {
                lose();
            }
            else
            {
                // Only this stream broke: the rest of the page goes on.
                var wait = RetryDelay.After(broken++, Random.Shared.NextDouble(), Backoff.Usual);
                await WaitAsync(wait, token);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await hub.DisposeAsync();
        gone.Dispose();
    }

    /// <summary>Several views connect at the same time: they share one wait and one try.</summary>
    private Task ConnectAsync()
    {
        if (hub.State == HubConnectionState.Disconnected && connecting.IsCompleted)
        {
            connecting = StartAsync();
        }

        return connecting;
    }

    private async Task StartAsync()
    {
        if (failures is { } failed)
        {
            await WaitAsync(
                RetryDelay.After(failed, Random.Shared.NextDouble(), backoff),
                gone.Token
            );
        }

        failures = failures + 1 ?? 0;
        await hub.StartAsync(gone.Token);
    }

    private async Task WaitAsync(TimeSpan delay, CancellationToken token)
    {
        try
        {
            await Task.Delay(delay, time, token);
        }
        catch (OperationCanceledException)
        {
            // The view changed or the page is gone; the loop sees it.
        }
    }
}
