using System.ComponentModel;

namespace ClickDash.Server.Settings;

/// <summary>
/// The settings there are, as the types say to which they are bound. The binder itself drops what it does not know, and an
/// element of a list or a dictionary that does not convert.
/// </summary>
internal static class SettingsTree
{
    /// <summary>Every value that is set, by its key, with the type that it has to convert to; null where there is no such setting.</summary>
    public static IEnumerable<(string Key, string Value, Type? Type)> Values(
        IConfigurationSection section
    ) =>
        section
            .GetChildren()
            .SelectMany(child => Values(child, child.Key, Below(typeof(ClickDashSettings), child)));

    /// <summary>Whether a value converts to a type, as the binder does it; of an enumeration it has to be a name.</summary>
    public static bool Converts(string value, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } bare)
        {
            return value.Length == 0 || Converts(value, bare);
        }

        return type.IsEnum
            ? Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase)
            : TypeDescriptor.GetConverter(type).IsValid(value);
    }

    /// <summary>What a type takes, in words.</summary>
    public static string Takes(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(bare))}"
            : bare == typeof(int) ? "a whole number"
            : bare == typeof(double) ? "a number"
            : bare == typeof(bool) ? "true or false"
            : bare == typeof(TimeSpan) ? "a length of time such as 00:10:00"
            : $"a {bare.Name}";
    }

    /// <summary>The keys of all settings; where a key holds a number or a name, that of another key at the same place.</summary>
    public static IEnumerable<string> Keys(string like) =>
        Keys(typeof(ClickDashSettings), like.Split(':'), 0);

    private static IEnumerable<(string Key, string Value, Type? Type)> Values(
        IConfigurationSection place,
        string key,
        Type? type
    )
    {
        var isLeaf = type is not null && IsLeaf(type);
        // An empty list of a JSON file is an empty value.
        if (place.Value is { } value && (isLeaf || type is null || value.Length > 0))
        {
            yield return (key, value, isLeaf ? type : null);
        }

        foreach (var child in place.GetChildren())
        {
            var below = type is null || isLeaf ? null : Below(type, child);
            foreach (var one in Values(child, $"{key}:{child.Key}", below))
            {
                yield return one;
            }
        }
    }

    private static Type? Below(Type type, IConfigurationSection child) =>
        type.GetGenericArguments() switch
        {
            [var element] => int.TryParse(child.Key, out _) ? element : null,
            [_, var element] => element,
            _ => Properties(type)
                .Where(one => one.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))
                .Select(one => one.Type)
                .FirstOrDefault(),
        };

    private static IEnumerable<string> Keys(Type type, string[] like, int depth)
    {
        var given = like.ElementAtOrDefault(depth);
        IEnumerable<(string Name, Type Type)> children = type.GetGenericArguments() switch
        {
            [var element] => [(int.TryParse(given, out _) ? given : "0", element)],
            // Any name is right there.
            [_, var element] when IsLeaf(element) => [],
            [_, var element] => [(given ?? "NAME", element)],
            _ => Properties(type),
        };
        return children.SelectMany(child =>
            IsLeaf(child.Type)
                ? [child.Name]
                : Keys(child.Type, like, depth + 1).Select(rest => $"{child.Name}:{rest}")
        );
    }

    private static IEnumerable<(string Name, Type Type)> Properties(Type type) =>
        type.GetProperties().Where(one => one.CanWrite).Select(one => (one.Name, one.PropertyType));

    private static bool IsLeaf(Type type) =>
        TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));
}
