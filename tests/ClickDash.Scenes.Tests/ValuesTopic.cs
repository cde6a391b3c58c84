using System.Text;
using ClickDash.Core.Formats;
using ClickDash.Scenes;
using ClickDash.Scenes.Values;

namespace ClickDash.Scenes.Tests;

/// <summary>A topic of measurements and the scene that reads it: messages at times, and the picture of them.</summary>
internal sealed class ValuesTopic
{
    /// <summary>2026-03-09 10:00:00 UTC.</summary>
    public const long Ten = 1_773_050_400_000;

    private readonly ValuesScene _scene;
    private readonly string _topic;

    public ValuesTopic(string topic = "Week9-Topic", string? reading = null)
    {
        _topic = topic;
        _scene = new ValuesScene(
            new SceneSetup(
                [new SceneTopic(topic, "clicks", new FormatOptions())],
                reading is null
                    ? new Dictionary<string, string>()
                    : new Dictionary<string, string> { [topic] = reading }
            )
        );
    }

    /// <summary>Takes a message that arrives so many milliseconds after ten.</summary>
    public ValuesTopic Send(long after, string message)
    {
        _scene.Record(
            new SceneInput
            {
                Topic = _topic,
                Value = Encoding.UTF8.GetBytes(message),
                Time = Ten + after,
            }
        );
        return this;
    }

    public ValuesPicture Picture(ValuesRequest? request = null) =>
        _scene.Snapshot(Ten, request ?? new ValuesRequest());
}
