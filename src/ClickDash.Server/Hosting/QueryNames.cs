namespace ClickDash.Server.Hosting;

/// <summary>Looks whether a query string has the parameters that there are, each once; filters as often as one likes.</summary>
internal static class QueryNames
{
    /// <summary>The parameter that is wrong, and what is wrong with it; null where all are well.</summary>
    public static (string Parameter, string Text)? Problem(
        IQueryCollection query,
        IReadOnlyList<string> known
    )
    {
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                return (name, $"{name} is not a parameter; there are {string.Join(", ", known)}.");
            }

            if (values.Count != 1 && name != "filter")
            {
                return (name, $"{name} is given {values.Count} times; it takes one value.");
            }
        }

        return null;
    }
}
