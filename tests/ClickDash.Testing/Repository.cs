namespace ClickDash.Testing;

/// <summary>What stands in the folders above the tests' own.</summary>
public static class Repository
{
    /// <summary>The first folder of this relative path, going up from the tests' programs, in which a file stands; null where none does.</summary>
    public static string? Find(string folder, string file)
    {
        for (
            var above = new DirectoryInfo(AppContext.BaseDirectory);
            above is not null;
            above = above.Parent
        )
        {
            var candidate = Path.Combine(above.FullName, folder);
            if (File.Exists(Path.Combine(candidate, file)))
            {
                return candidate;
            }
        }

        return null;
    }
}
