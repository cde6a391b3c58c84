using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClickDash.Scenes.Values;

/// <summary>The newest measurements of a topic. Times are epoch milliseconds.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Reading">How its messages are read.</param>
/// <param name="Messages">Messages read, refused ones included.</param>
/// <param name="Lines">A line for each producer or field, by name.</param>
/// <param name="Together">The mean of all lines by second; empty where there is one line alone.</param>
/// <param name="Refused">What could not be read, by its reason.</param>
public sealed record ValuesPicture(
    string Topic,
    string Reading,
    long Messages,
    ValueLine[] Lines,
    WindowMean[] Together,
    Refusal[] Refused
);

/// <summary>One line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">Measurements so far.</param>
/// <param name="Total">Their sum.</param>
/// <param name="Mean">The mean of those shown.</param>
/// <param name="Highest">The index of the highest of those shown, the first of equals.</param>
/// <param name="Lowest">The index of the lowest.</param>
/// <param name="Points">The newest, in order of their own time.</param>
/// <param name="Means">The means by windows of the length asked for, of all in them.</param>
public sealed record ValueLine(
    string Name,
    long Count,
    double Total,
    double? Mean,
    int? Highest,
    int? Lowest,
    ValuePoint[] Points,
    WindowMean[] Means
);

/// <summary>One measurement.</summary>
/// <param name="Created">Its own time.</param>
/// <param name="Arrived">Its message's time.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Total">The sum of all up to it.</param>
/// <param name="Moving">The mean of the newest up to it, as many as were asked for; null where there were not as many.</param>
public sealed record ValuePoint(
    long Created,
    long Arrived,
    double Value,
    double Total,
    double? Moving
);

/// <summary>The mean of a stretch of time.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Count">Of how many.</param>
public sealed record WindowMean(long Start, double Mean, int Count);

/// <summary>The wire's JSON, generated so that it trims into the browser.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(ValuesPicture))]
public sealed partial class ValuesJson : JsonSerializerContext;
