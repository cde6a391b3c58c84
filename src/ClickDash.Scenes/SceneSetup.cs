using ClickDash.Core.Formats;

namespace ClickDash.Scenes;

/// <summary>What a scene's fold is made of: where it reads, and the settings that are its own.</summary>
/// <param name="Topics">The topics that this fold reads.</param>
/// <param name="Options">The settings under <c>ClickDash:Scenes:NAME:Options</c>, by their names.</param>
public sealed record SceneSetup(
    IReadOnlyList<SceneTopic> Topics,
    IReadOnlyDictionary<string, string> Options
)
{
    /// <summary>Makes the formats of the topics that hold clicks, by the topics' names.</summary>
    public Dictionary<string, IClickFormat> Formats() =>
        Topics.ToDictionary(
            topic => topic.Name,
            topic => ClickFormats.Create(topic.Format, topic.FormatOptions)
        );
}

/// <summary>A topic, and how its clicks are read where they are clicks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Format">The format's name, for <see cref="ClickFormats.Create"/>.</param>
/// <param name="FormatOptions">The format's own settings.</param>
public sealed record SceneTopic(string Name, string Format, FormatOptions FormatOptions);
