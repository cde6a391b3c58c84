namespace ClickDash.Core.Formats.Text;

/// <summary>What somebody meant who misspelt a name.</summary>
public static class Spelling
{
    /// <summary>The name nearest to a word, whatever its case; null where more than half of its letters would have to change.</summary>
    public static string? Nearest(string word, IEnumerable<string> names) =>
        names
            .Select(name => (Name: name, Distance: Distance(name, word)))
            .Where(one => one.Distance <= one.Name.Length / 2)
            .OrderBy(one => one.Distance)
            .Select(one => one.Name)
            .FirstOrDefault();

    // Levenshtein's: how many letters to add, leave out or change.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed =
                    diagonal
                    + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
