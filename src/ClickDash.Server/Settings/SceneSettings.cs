using ClickDash.Scenes;

namespace ClickDash.Server.Settings;

/// <summary>Settings under <c>ClickDash:Scenes:NAME:</c>.</summary>
public sealed record SceneSettings
{
    // A consumer each: more would be a cluster's topics, not a lesson's.
    private const int MostTopics = 20;

    /// <summary>The topics that it reads, by commas; none: the scene's own.</summary>
    public string? Topics { get; init; }

    /// <summary>Whether it reads from start to stop, and not only while somebody looks.</summary>
    public bool Always { get; init; }

    /// <summary>What the scene itself takes.</summary>
    public Dictionary<string, string> Options { get; init; } = [];

    /// <summary>The topics named.</summary>
    internal IReadOnlyList<string> Named =>
        Topics?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        ?? [];

    /// <summary>What is wrong with them, in sentences.</summary>
    internal static IEnumerable<string> Check(ClickDashSettings settings) =>
        settings.Scenes.SelectMany(one => Check(one.Key, one.Value, settings));

    private static IEnumerable<string> Check(
        string name,
        SceneSettings scene,
        ClickDashSettings settings
    )
    {
        if (SceneKinds.Find(name) is not { } kind)
        {
            yield return $"{SettingsReader.Section}:Scenes:{name} is no scene; there are {string.Join(", ", SceneKinds.All.Select(one => one.Name))}.";
            yield break;
        }

        var place = $"Scenes:{name}";
        if (scene.Named.Count > MostTopics)
        {
            yield return SettingsReader.Wrong(
                $"{place}:Topics",
                scene.Topics!,
                $"up to {MostTopics} topics"
            );
        }

        foreach (
            var topic in scene.Named.Where(topic =>
                (settings.Kafka with { Topic = topic })
                    .Validate()
                    .Except(settings.Kafka.Validate(), StringComparer.Ordinal)
                    .Any()
            )
        )
        {
            yield return SettingsReader.Wrong(
                $"{place}:Topics",
                topic,
                "names of topics: letters, digits, '.', '_' and '-'"
            );
        }

        foreach (var (option, problem) in kind.Check(scene.Options))
        {
            yield return $"{SettingsReader.Section}:{place}:Options:{option} is '{scene.Options[option]}': {problem}.";
        }
    }
}
