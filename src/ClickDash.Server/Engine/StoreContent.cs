using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ClickDash.Core.Formats;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Engine;

/// <summary>What a topic's counts are counts of. Counts are added up only where all of this is the same.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Format">The format that its messages are read with.</param>
/// <param name="Weight">The field that says how many clicks a message stands for; null where each is one.</param>
/// <param name="Time">Whose time a click has: <c>event</c>, <c>message</c> or <c>arrival</c>.</param>
public sealed record TopicContent(string Topic, string Format, string? Weight, string Time)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Where its reading begins, as the setting says it; null where that is not known.</summary>
    public string? StartFrom { get; init; }

    /// <summary>The other options of its format that are set, as JSON; null where that is not known.</summary>
    public string? Options { get; init; }

    /// <summary>What settings have a server count.</summary>
    public static IReadOnlyList<TopicContent> Of(ClickDashSettings settings) =>
        [
            .. settings.Sources.Select(source => new TopicContent(
                source.Topic,
                source.Format,
                source.FormatOptions.Weight is { Length: > 0 } weight ? weight : null,
                // The first edition's word for the message's time.
                settings.Time == "broker"
                    ? "message"
                    : settings.Time
            )
            {
                StartFrom = settings.Kafka.StartFrom,
                Options = Written(source.FormatOptions with { Weight = null }),
            }),
        ];

    /// <summary>Whether counts of both may be added up: they differ in neither format with its options, weight nor time.</summary>
    public bool Agrees(TopicContent other) =>
        (Format, Weight, Time) == (other.Format, other.Weight, other.Time)
        && (Options is null || other.Options is null || Options == other.Options);

    /// <summary>Options as JSON. Those that are as they come are left out, so that a new one begins no new content.</summary>
    private static string Written(FormatOptions options)
    {
        var usual = JsonSerializer.SerializeToNode(new FormatOptions(), Readable)!.AsObject();
        var written = JsonSerializer.SerializeToNode(options, Readable)!.AsObject();
        foreach (var (name, value) in usual)
        {
            if (JsonNode.DeepEquals(written[name], value))
            {
                written.Remove(name);
            }
        }

        return written.ToJsonString(Readable);
    }

    /// <summary>In words.</summary>
    public override string ToString() =>
        Format.Length == 0
            ? $"'{Topic}'"
            : $"'{Topic}' read as {Format}{(Options is null or "{}" ? "" : $" {Options}")}{(Weight is null ? "" : $" weighted by {Weight}")}, by {Time} time";
}

/// <summary>A set of counts that belong together. A store has one that is written, and keeps the others readable.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="Name">Its name, by which history finds it: <c>clicks-access-log</c>.</param>
/// <param name="Topics">What it counts, by topic.</param>
/// <param name="Begun">When it began, in epoch milliseconds; 0 where that is not known.</param>
public sealed record StoreContent(
    long Id,
    string Name,
    IReadOnlyList<TopicContent> Topics,
    long Begun
);
