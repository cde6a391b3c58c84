using System.Net.Http.Json;
using System.Text.Json;
using ClickDash.Client.Texts;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Live;

/// <summary>The past by the address that programs use too.</summary>
public sealed class HttpHistory(NavigationManager navigation) : IHistoryFeed, IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(navigation.BaseUri) };

    /// <inheritdoc/>
    public async Task<(Snapshot? Picture, string Problem)> ReadAsync(
        View view,
        long start,
        long until,
        int seconds,
        CancellationToken token
    )
    {
        var filters = string.Concat(
            view.Filters.Select(filter => $"&filter={Uri.EscapeDataString(filter.Text)}")
        );
        try
        {
            using var answer = await http.GetAsync(
                $"api/history?from={start}&to={until}&step={seconds}&split={view.Request.Split}&top={view.Top}{filters}",
                token
            );
            var text = await answer.Content.ReadAsStringAsync(token);
            return answer.IsSuccessStatusCode
                ? (JsonSerializer.Deserialize(text, WireJson.Default.Snapshot), "")
                : (null, ProblemText.Of(text) ?? LiveTexts.Refused(answer.StatusCode));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return (null, LiveTexts.NoAnswer);
        }
        catch (OperationCanceledException)
        {
            return (null, "");
        }
    }

    /// <inheritdoc/>
    public async Task<Mark[]> MarksAsync(CancellationToken token)
    {
        try
        {
            return await http.GetFromJsonAsync("api/marks", WireJson.Default.MarkArray, token)
                ?? [];
        }
        catch (Exception e)
            when (e is HttpRequestException or JsonException or OperationCanceledException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
