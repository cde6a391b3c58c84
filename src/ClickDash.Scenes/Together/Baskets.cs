namespace ClickDash.Scenes.Together;

/// <summary>
/// What visitors looked at, as implicit feedback: how often each session saw each page. Sessions are rows and pages columns
/// of a sparse matrix, stored by rows: row <c>s</c> has the entries <c>Starts[s]</c> up to <c>Starts[s + 1]</c>. It never changes.
/// </summary>
/// <param name="Pages">The pages' names by their numbers.</param>
/// <param name="Starts">Where each session's entries begin, and at last their number.</param>
/// <param name="Columns">The page of each entry.</param>
/// <param name="Views">How often that session saw that page: at least once.</param>
public sealed record Baskets(string[] Pages, int[] Starts, int[] Columns, int[] Views)
{
    /// <summary>How many sessions there are.</summary>
    public int Sessions => Starts.Length - 1;

    /// <summary>How many different pages all sessions have together.</summary>
    public int Entries => Columns.Length;

    /// <summary>The same by columns: sessions are pages and pages sessions.</summary>
    /// <returns>A matrix whose rows are the pages; it has no names.</returns>
    public Baskets Turned()
    {
        var starts = new int[Pages.Length + 1];
        foreach (var page in Columns)
        {
            starts[page + 1]++;
        }

        for (var page = 0; page < Pages.Length; page++)
        {
            starts[page + 1] += starts[page];
        }

        var (columns, views, next) = (new int[Entries], new int[Entries], starts.ToArray());
        for (var session = 0; session < Sessions; session++)
        {
            for (var at = Starts[session]; at < Starts[session + 1]; at++)
            {
                var place = next[Columns[at]]++;
                (columns[place], views[place]) = (session, Views[at]);
            }
        }

        return new Baskets([], starts, columns, views);
    }
}
