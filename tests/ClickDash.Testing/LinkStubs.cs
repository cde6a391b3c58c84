namespace ClickDash.Testing;

/// <summary>
/// Symbolic links that a checkout could not make: small text files that hold the link's target, as git leaves them where
/// <c>core.symlinks</c> is off.
/// </summary>
internal static class LinkStubs
{
    // Far longer than any path here, far shorter than any jar.
    private const int LongestStub = 512;

    /// <summary>The folder itself where it is whole, else a copy with every stub resolved, which lasts as long as the process.</summary>
    /// <param name="folder">May be read-only.</param>
    /// <param name="files">The folder in it whose files may be stubs.</param>
    public static string Resolve(string folder, string files)
    {
        var resolved = Directory
            .GetFiles(Path.Combine(folder, files))
            .ToDictionary(file => file, Target, StringComparer.Ordinal);
        return resolved.All(file => string.Equals(file.Key, file.Value, StringComparison.Ordinal))
            ? folder
            : Copy(folder, file => resolved.GetValueOrDefault(file));
    }

    private static string Copy(string folder, Func<string, string?> resolve)
    {
        var copy = Directory.CreateTempSubdirectory("clickdash-installation-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(copy, recursive: true);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (resolve(file) is { } target && !OperatingSystem.IsWindows())
            {
                File.CreateSymbolicLink(to, target);
            }
            else
            {
                // Programs look for their folder beside the file that a link leads to, so they are never linked.
                File.Copy(resolve(file) ?? file, to);
            }
        }

        return copy;
    }

    private static string Target(string file)
    {
        while (Text(file) is { } text)
        {
            var target = Path.GetFullPath(text, Path.GetDirectoryName(file)!);
            if (!File.Exists(target))
            {
                break;
            }

            file = target;
        }

        return file;
    }

    private static string? Text(string file) =>
        new FileInfo(file).Length is > 0 and <= LongestStub ? File.ReadAllText(file).Trim() : null;
}
