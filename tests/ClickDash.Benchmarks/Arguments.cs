using System.Globalization;

namespace ClickDash.Benchmarks;

/// <summary>Reads a benchmark's options: a name and the value after it.</summary>
internal static class Arguments
{
    /// <summary>A number, or what stands where it is not given.</summary>
    public static int Number(string[] args, string name, int fallback) =>
        Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    /// <summary>A text, or null where it is not given.</summary>
    public static string? Text(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
