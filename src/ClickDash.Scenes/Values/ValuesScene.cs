namespace ClickDash.Scenes.Values;

/// <summary>Measurements: the newest values of each line of a topic.</summary>
public sealed class ValuesScene : IScene<ValuesRequest, ValuesPicture>
{
    // More lines than anybody tells apart; further ones are refused, counted and said.
    private const int MostLines = 12;

    private const int LongestName = 60;

    private readonly string _topic;
    private readonly ValueReading _reading;
    private readonly ValueReader _reader;
    private readonly Dictionary<string, ValueSeries> _byName = [];
    private readonly List<ValueSeries> _lines = [];
    private readonly Refusals _refused = new();
    private long _messages;

    /// <param name="setup">With one topic, and under its name how it is read where no preset says so.</param>
    public ValuesScene(SceneSetup setup)
    {
        _topic = setup.Topics[0].Name;
        _reading = Reading(_topic, setup.Options);
        _reader = new ValueReader(_reading);
    }

    /// <summary>The scene.</summary>
    public static SceneKind<ValuesRequest, ValuesPicture> Kind { get; } =
        new SceneKind<ValuesRequest, ValuesPicture>
        {
            Name = "values",
            Title = "Values",
            About =
                "Measurements as they come: newest values, extremes, means, running total, one line a producer.",
            Topics = [.. ValuesPreset.All.Select(preset => preset.Topic).Distinct()],
            TopicByTopic = true,
            // Two days of one a second: what a running total needs of the past, and read within a second.
            Newest = 200_000,
            Check = Problems,
            Simulate = ValuesSimulation.Send,
            Ask = ValuesRequest.Ask,
            Make = setup => new ValuesScene(setup),
            Json = ValuesJson.Default.ValuesPicture,
        };

    /// <inheritdoc/>
    public void Record(in SceneInput message)
    {
        _messages++;
        if (_reader.Read(message.Value, message.Time) is { } reason)
        {
            _refused.Add(reason, message.Value);
            return;
        }

        foreach (var (name, value) in _reader.Values)
        {
            if (Line(name) is { } line)
            {
                line.Add(new Measurement(_reader.Created, message.Time, value));
            }
            else
            {
                _refused.Add($"more than {MostLines} lines", message.Value);
            }
        }
    }

    /// <inheritdoc/>
    public void Advance(long now)
    {
        // Nothing here ends by time alone.
    }

    /// <inheritdoc/>
    public ValuesPicture Snapshot(long now, ValuesRequest request)
    {
        // By name, so that reading again, partitions in another order, gives the same picture.
        var lines = _lines
            .OrderBy(line => line.Name, StringComparer.Ordinal)
            .Select(line => line.Snapshot(request))
            .ToArray();
        return new ValuesPicture(
            _topic,
            _reading.Text,
            _messages,
            lines,
            Together(lines),
            _refused.Snapshot()
        );
    }

    private static ValueReading Reading(string topic, IReadOnlyDictionary<string, string> options)
    {
        var text =
            options
                .FirstOrDefault(option => option.Key.Equals(topic, StringComparison.Ordinal))
                .Value
            ?? ValuesPreset.All.FirstOrDefault(preset => preset.Topic == topic)?.Reading;
        return text is not null && ValueReading.TryParse(text, out var reading, out _)
            ? reading
            : ValueReading.Auto;
    }

    private static IEnumerable<(string Option, string Problem)> Problems(
        IReadOnlyDictionary<string, string> options
    )
    {
        foreach (var (topic, text) in options)
        {
            if (!ValueReading.TryParse(text, out _, out var problem))
            {
                yield return (topic, problem);
            }
        }
    }

    /// <summary>The mean of all lines by second, over the time that all of them show.</summary>
    private static WindowMean[] Together(ValueLine[] lines)
    {
        if (lines.Length < 2)
        {
            return [];
        }

        const long second = 1000;
        var from = lines.Max(line => ValueSeries.Start(line.Points[0].Created, second));
        return
        [
            .. lines
                .SelectMany(line => line.Points)
                .Where(point => point.Created >= from)
                .GroupBy(point => ValueSeries.Start(point.Created, second))
                .OrderBy(group => group.Key)
                .Select(group => new WindowMean(
                    group.Key,
                    ValueSeries.Round(group.Average(point => point.Value)),
                    group.Count()
                )),
        ];
    }

    private ValueSeries? Line(string name)
    {
        name = name.Length <= LongestName ? name : name[..LongestName];
        if (_byName.TryGetValue(name, out var line) || _lines.Count == MostLines)
        {
            return line;
        }

        line = new ValueSeries(name);
        _byName.Add(name, line);
        _lines.Add(line);
        return line;
    }
}
