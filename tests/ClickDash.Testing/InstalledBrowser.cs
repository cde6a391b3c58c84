namespace ClickDash.Testing;

/// <summary>The Chromium or Chrome that stands on this machine: none is downloaded for tests or measurements.</summary>
public static class InstalledBrowser
{
    /// <summary>Names the browser's program, in place of the first Chromium or Chrome on the path.</summary>
    public const string Variable = "CLICKDASH_TEST_BROWSER";

    private static readonly string[] Names =
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];

    /// <summary>The browser's program; null where there is none.</summary>
    public static string? Program { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists);
}
