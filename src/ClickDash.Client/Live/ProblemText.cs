using System.Text.Json;

namespace ClickDash.Client.Live;

/// <summary>What an address answers that refuses something.</summary>
internal static class ProblemText
{
    /// <summary>The detail, or else the title, of problem details; null where it is none.</summary>
    public static string? Of(string problem)
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
