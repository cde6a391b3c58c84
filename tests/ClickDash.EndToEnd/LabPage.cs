using System.Text.RegularExpressions;
using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>A page of docs/labs: its code blocks, each with the remark above it that says what comes of it.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Text">The page.</param>
/// <param name="Blocks">The blocks in their order.</param>
internal sealed partial record LabPage(string Name, string Text, IReadOnlyList<LabBlock> Blocks)
{
    private static readonly string Folder = Repository.Find(
        Path.Combine("docs", "labs"),
        "README.md"
    )!;

    /// <summary>The names of all pages.</summary>
    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileName(file)).Order();

    /// <summary>The files that the page shows as pictures.</summary>
    public IEnumerable<string> Pictures =>
        Picture().Matches(Text).Select(match => Path.Combine(Folder, match.Groups["file"].Value));

    /// <summary>Reads a page.</summary>
    public static LabPage Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        return new LabPage(
            name,
            text,
            [
                .. Block()
                    .Matches(text)
                    .Select(match => new LabBlock(
                        match.Groups["language"].Value,
                        match.Groups["code"].Value,
                        match.Groups["test"].Value
                    )),
            ]
        );
    }

    [GeneratedRegex(
        @"(<!-- test: (?<test>.+?) -->\n)?^```(?<language>\w+)\n(?<code>.*?)^```$",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Block();

    [GeneratedRegex(
        @"!\[[^\]]*\]\((?<file>[^)]+)\)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Picture();
}

/// <summary>A block of code.</summary>
/// <param name="Language">python, csharp or sh.</param>
/// <param name="Code">What it holds.</param>
/// <param name="Test">
/// What is to come of it: <c>sends TOPIC PATTERN</c>, <c>prints PATTERN</c>, <c>server</c> or <c>spark</c>; empty where the page
/// does not say.
/// </param>
internal sealed record LabBlock(string Language, string Code, string Test);
