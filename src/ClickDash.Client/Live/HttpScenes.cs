using System.Net.Http.Json;
using System.Text.Json;
using ClickDash.Scenes;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Live;

/// <summary>The scenes by the address that programs use too.</summary>
public sealed class HttpScenes(NavigationManager navigation) : ISceneList, IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(navigation.BaseUri) };

    /// <inheritdoc/>
    public async Task<SceneEntry[]?> NowAsync(CancellationToken token)
    {
        try
        {
            return await http.GetFromJsonAsync(
                "api/scenes",
                SceneJson.Default.SceneEntryArray,
                token
            );
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            // The page says that it hears nothing; the next time asks again.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
