namespace ClickDash.Client.Scenes;

/// <summary>A scene's parameters as the query of its page's address.</summary>
public static class SceneAddress
{
    /// <summary>The parameters of a query with its question mark, or empty; of one that is given twice the first.</summary>
    public static Dictionary<string, string> Read(string query)
    {
        var parameters = new Dictionary<string, string>();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            parameters.TryAdd(Text(pair[0]), pair.Length == 2 ? Text(pair[1]) : "");
        }

        return parameters;
    }

    /// <summary>The query of some parameters; empty for none.</summary>
    public static string Write(IEnumerable<(string Name, string Value)> parameters)
    {
        var query = string.Join(
            '&',
            parameters.Select(one =>
                // Commas may stand in a query as they are, and are easier to read.
                $"{one.Name}={Uri.EscapeDataString(one.Value).Replace("%2C", ",")}"
            )
        );
        return query.Length == 0 ? "" : $"?{query}";
    }

    private static string Text(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));
}
