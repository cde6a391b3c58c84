using ClickDash.Scenes;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Feeds;

/// <summary>Where a scene reads, by the settings: its topics, and of which folds are made.</summary>
/// <param name="Kind">The scene.</param>
/// <param name="All">All its topics.</param>
/// <param name="Setup">What one fold reads.</param>
internal sealed record ScenePlan(SceneKind Kind, string[] All, SceneSetup Setup)
{
    /// <summary>What names the fold among all.</summary>
    public string Key =>
        $"{Kind.Name} {string.Join(' ', Setup.Topics.Select(topic => topic.Name))}";

    /// <summary>Whether the settings say that it always reads.</summary>
    public bool Always { get; private init; }

    /// <summary>Every fold of a scene: one for each topic, or one for all.</summary>
    public static IReadOnlyList<ScenePlan> Of(SceneKind kind, ClickDashSettings settings)
    {
        var own = settings
            .Scenes.FirstOrDefault(one =>
                one.Key.Equals(kind.Name, StringComparison.OrdinalIgnoreCase)
            )
            .Value;
        own ??= new SceneSettings();
        SceneTopic[] topics = [.. (
                own.Named.Count > 0 ? own.Named
                : kind.Topics.Count > 0 ? kind.Topics
                : settings.Sources.Select(source => source.Topic)
            ).Distinct(StringComparer.Ordinal).Select(topic => Topic(topic, settings))];
        var names = Array.ConvertAll(topics, topic => topic.Name);
        SceneTopic[][] folds = kind.TopicByTopic
            ? [.. topics.Select(topic => new[] { topic })]
            : [topics];
        return
        [
            .. folds.Select(fold => new ScenePlan(kind, names, new SceneSetup(fold, own.Options))
            {
                Always = own.Always,
            }),
        ];
    }

    private static SceneTopic Topic(string name, ClickDashSettings settings)
    {
        var source =
            settings.Sources.FirstOrDefault(source => source.Topic == name) ?? new TopicSettings();
        return new SceneTopic(name, source.Format, source.FormatOptions);
    }
}
