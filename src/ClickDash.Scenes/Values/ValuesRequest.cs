namespace ClickDash.Scenes.Values;

/// <summary>What a viewer asks of <c>/values</c>.</summary>
public sealed record ValuesRequest : SceneRequest
{
    /// <summary>A minute and a half a line are what the course shows at most; twelve lines of two minutes are 100 KB a tick.</summary>
    public const int MostLast = 120;

    /// <summary>How many of the newest measurements of each line.</summary>
    public int Last { get; init; } = 10;

    /// <summary>The length of the windows whose means are drawn, in seconds.</summary>
    public int Every { get; init; } = 5;

    /// <summary>Of how many the moving mean is.</summary>
    public int Moving { get; init; } = 5;

    /// <summary>Reads it; what a preset says is what is not said otherwise.</summary>
    public static ValuesRequest Ask(SceneQuery query)
    {
        var preset = ValuesPreset.Ask(query);
        return new ValuesRequest
        {
            Topic = preset?.Topic,
            Last = query.Number("last", preset?.Last ?? 10, 2, MostLast),
            Every = query.Number("every", 5, 1, 60),
            Moving = query.Number("moving", 5, 2, 50),
        };
    }
}
