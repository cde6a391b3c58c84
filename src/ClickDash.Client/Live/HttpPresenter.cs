using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using ClickDash.Client.Texts;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using ClickDash.Scenes.Windows;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Live;

/// <summary>The presenter's hand by the addresses that programs use too.</summary>
public sealed class HttpPresenter(NavigationManager navigation) : IPresenter, IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(navigation.BaseUri) };

    /// <inheritdoc/>
    public Task<string?> ChangeAsync(StageChange change) =>
        PostAsync("api/stage", change, WireJson.Default.StageChange);

    /// <inheritdoc/>
    public Task<string?> ThrowLateAsync(LateClicks late) =>
        PostAsync("api/scenes/windows/late", late, SceneJson.Default.LateClicks);

    /// <inheritdoc/>
    public Task<string?> OrderAsync(DeskOrder order) =>
        PostAsync("api/desk", order, WireJson.Default.DeskOrder);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<string?> PostAsync<T>(string path, T body, JsonTypeInfo<T> type)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(path, body, type);
            return answer.IsSuccessStatusCode
                ? null
                : ProblemText.Of(await answer.Content.ReadAsStringAsync())
                    ?? LiveTexts.Refused(answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            return LiveTexts.NoAnswer;
        }
    }
}
