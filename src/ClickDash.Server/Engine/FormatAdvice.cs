using ClickDash.Core.Formats;

namespace ClickDash.Server.Engine;

/// <summary>What to say where a topic's format found no click in any of its messages.</summary>
internal static class FormatAdvice
{
    /// <summary>Which preset would read the messages, or why none does, in sentences for people.</summary>
    /// <param name="format">The format that found no click.</param>
    /// <param name="setting">The setting that names it.</param>
    /// <param name="topic">The topic they came from.</param>
    /// <param name="values">Values of the messages; at least one.</param>
    public static string For(
        string format,
        string setting,
        string topic,
        IReadOnlyList<byte[]> values
    )
    {
        var found = $"None of the {values.Count} messages of {topic} ";
        if (
            Behind(values, RegistryContent.AvroOrProtobuf) is var binary
            && binary * 2 > values.Count
        )
        {
            return $"{found}can be read: {binary} are Avro or Protobuf behind a schema registry's five bytes, which no format reads. Have the producer write JSON, with or without a registry.";
        }

        var fits = FormatFit.Rank(values);
        if (fits.FirstOrDefault(fit => fit.Clicks > 0) is { } best)
        {
            return best.Name == format
                ? $"{found}is read by the format '{format}' with its options; without them it reads {Percent(best)} %. Look at {setting}Options."
                : $"{found}is of the format '{format}'; '{best.Name}' fits {Percent(best)} % of them. Set {setting} to {best.Name}.";
        }

        if (Behind(values, RegistryContent.Json) is var json && json * 2 > values.Count)
        {
            return $"{found}can be read: {json} are JSON behind a schema registry's five bytes, which only the formats of Datagen pass over. Have the producer write JSON without a registry.";
        }

        return fits.FirstOrDefault(fit => fit.Name == format) is { Ignored: > 0 } own
            ? $"{found}is a click: {own.Ignored} are other events of the format '{format}'."
            : $"{found}is of the format '{format}', and no other preset reads them. Any other JSON can be read with the format map: docs/formats.md tells how.";
    }

    private static int Percent(FormatFit fit) =>
        100 * (fit.Clicks + fit.Ignored) / Math.Max(1, fit.Messages);

    private static int Behind(IReadOnlyList<byte[]> values, RegistryContent content) =>
        values.Count(value => SchemaRegistry.Recognise(value) == content);
}
