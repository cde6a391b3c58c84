using System.Runtime.CompilerServices;
using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClickDash.Client.Tests.Live;

/// <summary>A server whose hub plays one script a stream; a stream whose script is played stays open in silence.</summary>
internal sealed class ScriptedHub : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Queue<object[]> scripts;
    private int refusals;

    private ScriptedHub(int refusals, object[][] scripts)
    {
        this.refusals = refusals;
        this.scripts = new(scripts);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(this);
        builder
            .Services.AddSignalR()
            .AddJsonProtocol(json =>
                SceneJson.AddContract(json.PayloadSerializerOptions.TypeInfoResolverChain)
            );
        app = builder.Build();
        app.Use(
            (context, next) =>
            {
                if (Interlocked.Decrement(ref this.refusals) < 0)
                {
                    return next(context);
                }

                context.Response.StatusCode = Refusal;
                return Task.CompletedTask;
            }
        );
        app.MapHub<Hub>("/live");
    }

    /// <summary>Ends the connection, as a cable that is pulled out does.</summary>
    public static object Cut { get; } = new();

    /// <summary>The status of its refusals.</summary>
    public int Refusal { get; set; } = StatusCodes.Status503ServiceUnavailable;

    /// <summary>How often the page was loaded anew.</summary>
    public int Reloads { get; private set; }

    /// <summary>The views that were asked for, a stream each.</summary>
    public List<ViewRequest> Watched { get; } = [];

    /// <summary>Starts it.</summary>
    /// <param name="refusals">How many requests it refuses before it answers.</param>
    /// <param name="scripts">Snapshots, frames and <see cref="Cut"/>.</param>
    public static async Task<ScriptedHub> StartAsync(int refusals, params object[][] scripts)
    {
        var hub = new ScriptedHub(refusals, scripts);
        await hub.app.StartAsync();
        return hub;
    }

    /// <summary>A feed from this hub, which takes no time to wait.</summary>
    public HubFeed Feed() =>
        new(
            new Address(app.Urls.Single() + "/", () => Reloads++),
            new Hasty(),
            NullLogger<HubFeed>.Instance
        );

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private sealed class Address : NavigationManager
    {
        private readonly Action reloaded;

        public Address(string address, Action reloaded)
        {
            this.reloaded = reloaded;
            Initialize(address, address);
        }

        public override void Refresh(bool forceReload = false) => reloaded();
    }

    /// <summary>Every wait is over at once.</summary>
    private sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private sealed class Hub(ScriptedHub owner) : Microsoft.AspNetCore.SignalR.Hub
    {
        public async IAsyncEnumerable<LiveMessage> Watch(
            ViewRequest request,
            [EnumeratorCancellation] CancellationToken cancellation
        )
        {
            owner.Watched.Add(request);
            foreach (var step in owner.scripts.TryDequeue(out var script) ? script : [])
            {
                if (step is Snapshot snapshot)
                {
                    yield return new LiveMessage(snapshot);
                }
                else if (step is Frame frame)
                {
                    yield return new LiveMessage(frame);
                }
                else
                {
                    Context.Abort();
                }
            }

            await Task.Delay(Timeout.Infinite, cancellation);
        }
    }
}
