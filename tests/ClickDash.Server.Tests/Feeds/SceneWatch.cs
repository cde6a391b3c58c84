using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Feeds;

/// <summary>Watches a scene as a page does.</summary>
internal static class SceneWatch
{
    /// <summary>The first picture that is right.</summary>
    public static async Task<T> PictureAsync<T>(
        this ServerFixture server,
        string scene,
        Dictionary<string, string> asked,
        JsonTypeInfo<T> type,
        Func<T, bool> isRight,
        CancellationToken cancellation
    )
    {
        await using var hub = await server.ConnectAsync(cancellation);
        await foreach (
            var message in hub.StreamAsync<SceneMessage>("WatchScene", scene, asked, cancellation)
        )
        {
            var picture = message.Picture.Deserialize(type)!;
            if (isRight(picture))
            {
                return picture;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
