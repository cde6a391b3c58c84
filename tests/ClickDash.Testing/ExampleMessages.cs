using System.Text;

namespace ClickDash.Testing;

/// <summary>
/// Files of one message a line, <c>PRESET.jsonl</c> or <c>.log</c>: the project's own, and the folder <c>shared/formats</c>
/// beside the repository where there is one.
/// </summary>
public static class ExampleMessages
{
    private const string AnyPreset = "clicks.jsonl";

    /// <summary>The folders that they stand in.</summary>
    public static IEnumerable<string> Folders { get; } =
    [
        .. new[]
        {
            Path.Combine("tests", "ClickDash.Core.Tests", "Formats", "Cases"),
            Path.Combine("shared", "formats"),
        }
            .Select(folder => Repository.Find(folder, AnyPreset))
            .OfType<string>(),
    ];

    /// <summary>A preset's messages in every folder.</summary>
    public static IEnumerable<byte[]> Of(string preset) =>
        Folders.SelectMany(folder => Of(folder, preset));

    /// <summary>A preset's messages in one folder.</summary>
    public static IReadOnlyList<byte[]> Of(string folder, string preset)
    {
        var file = new[] { ".jsonl", ".log" }
            .Select(ending => Path.Combine(folder, preset + ending))
            .FirstOrDefault(File.Exists);
        return file is null
            ? []
            : [.. File.ReadAllText(file).TrimEnd('\n').Split('\n').Select(Encoding.UTF8.GetBytes)];
    }
}
