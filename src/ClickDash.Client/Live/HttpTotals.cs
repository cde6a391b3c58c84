using System.Net.Http.Json;
using System.Text.Json;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Live;

/// <summary>Totals by the address that programs use too.</summary>
public sealed class HttpTotals(NavigationManager navigation) : ITotalsFeed, IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(navigation.BaseUri) };

    /// <inheritdoc/>
    public async Task<Totals?> NowAsync(CancellationToken token)
    {
        try
        {
            return await http.GetFromJsonAsync("api/totals", WireJson.Default.Totals, token);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            // The page says that it hears nothing; the next second asks again.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
