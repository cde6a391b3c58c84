namespace ClickDash.Scenes.Values;

/// <summary>One of the course's lessons: a topic, and what is drawn of it.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Reading">How the topic's messages are read.</param>
/// <param name="Last">How many of the newest.</param>
/// <param name="Layers">What is drawn.</param>
public sealed record ValuesPreset(
    string Name,
    string Title,
    string Topic,
    string Reading,
    int Last,
    ValueLayers Layers
)
{
    private const string Attendees = "text time=1 value=2+3 name=attendees";
    private const string Plain = "text time=1 value=2";

    /// <summary>All lessons, in their order.</summary>
    public static IReadOnlyList<ValuesPreset> All { get; } =
    [
        new("lecture", "Lecture demo", "LectureDemo", Attendees, 10, ValueLayers.Total),
        new("scenario-1", "Scenario 1", "Week9-Topic", Plain, 10, ValueLayers.Values),
        new(
            "scenario-2",
            "Scenario 2",
            "Week9-Topic",
            Plain,
            10,
            ValueLayers.Values | ValueLayers.Extremes
        ),
        new(
            "scenario-3",
            "Scenario 3",
            "Week9-Topic",
            Plain,
            10,
            ValueLayers.Values | ValueLayers.Arrival
        ),
        new(
            "scenario-4",
            "Scenario 4",
            "Week9-Topic",
            Plain,
            10,
            ValueLayers.Values | ValueLayers.Moving
        ),
        new(
            "scenario-5",
            "Scenario 5",
            "Week9-Topic2",
            "json time=/datetime value=*",
            10,
            ValueLayers.Values | ValueLayers.Together
        ),
        new(
            "granularity",
            "Granularity",
            "week11_orig_data",
            "json time=/ts value=/value",
            90,
            ValueLayers.Values | ValueLayers.Means
        ),
        new(
            "sensors",
            "Sensors",
            "topic_temperature",
            "json time=/datetime value=/temperature series=/uid",
            30,
            ValueLayers.Values | ValueLayers.Merged
        ),
    ];

    /// <summary>Reads which lesson is asked for; null for none.</summary>
    internal static ValuesPreset? Ask(SceneQuery query)
    {
        // They say what is drawn, which is the page's business alone; here they are checked.
        ValuesLook.AskLayers(query);
        return query.Text("preset") is null
            ? null
            : Find(query.Choice("preset", All[0].Name, [.. All.Select(preset => preset.Name)]));
    }

    private static ValuesPreset Find(string name) => All.First(preset => preset.Name == name);
}
