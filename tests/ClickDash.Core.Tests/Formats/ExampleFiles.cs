using System.Text.Json;
using System.Text.Json.Serialization;
using ClickDash.Testing;

namespace ClickDash.Core.Tests.Formats;

/// <summary>
/// Beside every file of <see cref="ExampleMessages"/> stands <c>NAME.expected.jsonl</c>, with what each message must become.
/// </summary>
internal static class ExampleFiles
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
    };

    /// <summary>The messages of a preset with what they must become; null clicks are a malformed message.</summary>
    public static IEnumerable<(string Where, byte[] Message, SeenClick[]? Clicks)> Of(string preset)
    {
        foreach (var folder in ExampleMessages.Folders)
        {
            var messages = ExampleMessages.Of(folder, preset);
            var expected = File.Exists(Path.Combine(folder, preset + ".expected.jsonl"))
                ? File.ReadAllLines(Path.Combine(folder, preset + ".expected.jsonl"))
                : [];
            messages.Count.ShouldBe(expected.Length);
            for (var i = 0; i < expected.Length; i++)
            {
                var outcome = JsonSerializer.Deserialize<Outcome>(expected[i], Options)!;
                yield return ($"{folder}/{preset} line {i + 1}", messages[i], outcome.Clicks);
            }
        }
    }

    private sealed record Outcome(
        SeenClick[]? Clicks,
        [property: JsonPropertyName("drop")] string? Drop
    );
}
