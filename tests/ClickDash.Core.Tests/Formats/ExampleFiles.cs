using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClickDash.Core.Tests.Formats;

/// <summary>
/// Pairs of files, <c>NAME.jsonl</c> (or <c>.log</c>) with one message a line and <c>NAME.expected.jsonl</c> with what each
/// must become: the project's own beside these tests, and the folder <c>shared/formats</c> beside the repository where
/// there is one.
/// </summary>
internal static class ExampleFiles
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
    };

    public static IEnumerable<string> Folders()
    {
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            if (File.Exists(Path.Combine(folder.FullName, "ClickDash.sln")))
            {
                yield return Path.Combine(
                    folder.FullName,
                    "tests",
                    "ClickDash.Core.Tests",
                    "Formats",
                    "Cases"
                );
                for (var above = folder.Parent; above is not null; above = above.Parent)
                {
                    var shared = Path.Combine(above.FullName, "shared", "formats");
                    if (Directory.Exists(shared))
                    {
                        yield return shared;
                        yield break;
                    }
                }
            }
        }
    }

    /// <summary>The messages of a preset with what they must become; null clicks are a malformed message.</summary>
    public static IEnumerable<(string Where, byte[] Message, SeenClick[]? Clicks)> Of(string preset)
    {
        foreach (var folder in Folders())
        {
            var messages = Lines(folder, preset);
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

    private static List<byte[]> Lines(string folder, string preset)
    {
        var file = new[] { ".jsonl", ".log" }
            .Select(ending => Path.Combine(folder, preset + ending))
            .FirstOrDefault(File.Exists);
        return file is null
            ? []
            : [.. File.ReadAllText(file).TrimEnd('\n').Split('\n').Select(Encoding.UTF8.GetBytes)];
    }

    private sealed record Outcome(
        SeenClick[]? Clicks,
        [property: JsonPropertyName("drop")] string? Drop
    );
}
