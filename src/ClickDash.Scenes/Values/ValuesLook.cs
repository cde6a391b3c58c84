namespace ClickDash.Scenes.Values;

/// <summary>What is drawn of the measurements.</summary>
[Flags]
public enum ValueLayers
{
    None = 0,

    /// <summary>The values by their own time.</summary>
    Values = 1,

    /// <summary>The values by the time they arrived.</summary>
    Arrival = 2,

    /// <summary>The highest and the lowest, marked.</summary>
    Extremes = 4,

    /// <summary>The moving mean.</summary>
    Moving = 8,

    /// <summary>The running total.</summary>
    Total = 16,

    /// <summary>The means by windows.</summary>
    Means = 32,

    /// <summary>The mean of all lines by second.</summary>
    Together = 64,

    /// <summary>All lines as one.</summary>
    Merged = 128,
}

/// <summary>What a page shows: the request, and which layers are drawn.</summary>
/// <param name="Request">What is asked of the server.</param>
/// <param name="Layers">What is drawn of it.</param>
/// <param name="Preset">The lesson it is; null where it is none.</param>
public sealed record ValuesLook(ValuesRequest Request, ValueLayers Layers, ValuesPreset? Preset)
{
    private static readonly ValueLayers[] Each = [.. Enum.GetValues<ValueLayers>().Skip(1)];

    /// <summary>The layers' names in addresses, in the order of the page.</summary>
    public static IReadOnlyList<(ValueLayers Layer, string Name)> Layered { get; } =
    [.. Each.Select(layer => (layer, layer.ToString().ToLowerInvariant()))];

    /// <summary>Reads it from an address.</summary>
    public static ValuesLook Ask(SceneQuery query)
    {
        var preset = ValuesPreset.Ask(query);
        var request = ValuesRequest.Ask(query) with { };
        request = query.Text("topic") is { } topic ? request with { Topic = topic } : request;
        preset ??= request.Topic is null
            ? ValuesPreset.All[0]
            : ValuesPreset.All.FirstOrDefault(one => one.Topic == request.Topic);
        return new ValuesLook(
            request,
            AskLayers(query) ?? preset?.Layers ?? ValueLayers.Values,
            preset
        );
    }

    /// <summary>Reads which layers are asked for; null where nothing is said.</summary>
    internal static ValueLayers? AskLayers(SceneQuery query)
    {
        if (query.Text("layers") is not { } text)
        {
            return null;
        }

        var layers = ValueLayers.None;
        foreach (var name in text.Split(','))
        {
            var layer = Layered.FirstOrDefault(one => one.Name == name).Layer;
            if (layer == ValueLayers.None)
            {
                query.Wrong(
                    $"layers has '{name}'; it takes {string.Join(", ", Layered.Select(one => one.Name))}, by commas."
                );
            }

            layers |= layer;
        }

        return layers;
    }

    /// <summary>What stands in the address.</summary>
    public IEnumerable<(string Name, string Value)> Write()
    {
        if (Preset is { } preset)
        {
            yield return ("preset", preset.Name);
        }

        if (Request.Topic is { } topic && topic != Preset?.Topic)
        {
            yield return ("topic", topic);
        }

        if (Layers != (Preset?.Layers ?? ValueLayers.Values))
        {
            yield return (
                "layers",
                string.Join(
                    ',',
                    Layered.Where(one => Layers.HasFlag(one.Layer)).Select(one => one.Name)
                )
            );
        }

        if (Request.Last != (Preset?.Last ?? 10))
        {
            yield return ("last", $"{Request.Last}");
        }

        if (Request.Every != 5)
        {
            yield return ("every", $"{Request.Every}");
        }

        if (Request.Moving != 5)
        {
            yield return ("moving", $"{Request.Moving}");
        }
    }
}
