using ClickDash.Core.Wire;
using ClickDash.Scenes;

namespace ClickDash.Client.Texts;

/// <summary>What all scenes say, and the page that lists them.</summary>
internal static class SceneTexts
{
    // SceneFrame.
    public const string AllScenes = "All scenes";
    public const string DemoSendTo = "Made up by ClickDash · send your own to ";
    public const string DemoTopic = ", topic ";
    public const string Topic = "Topic ";
    public const string TopicAt = " at ";

    // The feet of several scenes.
    public static string NotClicks(string count) => $"{count} messages were no clicks";

    public static string Messages(string count) => $"{count} messages";

    /// <summary>Messages that could not be read; an example follows.</summary>
    public static string NotRead(string count, string reason) =>
        $"{count} not read: {reason}, such as";

    // Start.
    public const string Scenes = "Scenes";
    public const string NoAnswer = "The server does not answer. Trying again…";
    public const string Clicks = "Clicks";
    public const string AboutClicks =
        "Clicks per second and per page, as they happen: the dashboard.";

    /// <summary>What is in a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="messages">Its messages, written for people.</param>
    public static string TopicState(SceneTopicEntry topic, string messages) =>
        topic switch
        {
            { Messages: > 0 } => Messages(messages),
            { Simulated: true } => "made up while you look",
            { Messages: 0 } => "empty",
            _ => "not there",
        };
}
