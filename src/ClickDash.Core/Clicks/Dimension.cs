namespace ClickDash.Core.Clicks;

/// <summary>What a click can be split and filtered by. Users and sessions are not among them: they are never shown.</summary>
public enum Dimension
{
    Page,
    Country,
    Referrer,
    Device,
    Status,
    Source,
    Host,
    Campaign,
    Browser,
}

/// <summary>The names of dimensions on the wire, in queries and in settings.</summary>
public static class Dimensions
{
    /// <summary>How many there are; the length of arrays indexed by <see cref="Dimension"/>.</summary>
    public const int Count = 9;

    /// <summary>All names, in the order of <see cref="Dimension"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["page", "country", "referrer", "device", "status", "source", "host", "campaign", "browser"];

    /// <summary>The dimension's name: lower case, as in <c>split=page</c>.</summary>
    public static string Name(this Dimension dimension) => Names[(int)dimension];

    /// <summary>Finds a dimension by its exact name.</summary>
    public static bool TryParse(string? name, out Dimension dimension)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], name, StringComparison.Ordinal))
            {
                dimension = (Dimension)i;
                return true;
            }
        }

        dimension = default;
        return false;
    }
}
