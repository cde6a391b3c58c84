using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClickDash.Core.Wire;
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
                : Words(await answer.Content.ReadAsStringAsync())
                    ?? $"Refused: {answer.StatusCode}";
        }
        catch (HttpRequestException)
        {
            return "The server does not answer.";
        }
    }

    /// <summary>The detail, or else the title, of problem details; null where it is none.</summary>
    private static string? Words(string problem)
    {
        try
        {
            using var json = JsonDocument.Parse(problem);
            return Text(json, "detail") ?? Text(json, "title");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.ValueKind == JsonValueKind.Object
        && json.RootElement.TryGetProperty(name, out var text)
            ? text.GetString()
            : null;
}
