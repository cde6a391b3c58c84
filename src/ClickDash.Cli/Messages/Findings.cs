using System.Buffers.Binary;
using ClickDash.Cli.Output;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Kafka;

namespace ClickDash.Cli.Messages;

/// <summary>What some messages are, in words and tables for people.</summary>
/// <param name="what">Which messages they are.</param>
/// <param name="messages">The messages.</param>
/// <param name="settings">What else ClickDash has to be told to read them; empty for nothing, else with a space at its end.</param>
internal sealed class Findings(string what, IReadOnlyList<KafkaMessage> messages, string settings)
{
    private const int ShownFormats = 3;
    private const int ShownMessages = 5;

    // Later than this ClickDash drops by default (ClickDash:Live:AllowedLateness).
    private static readonly TimeSpan UsualLateness = TimeSpan.FromMinutes(10);

    /// <summary>Writes what was found.</summary>
    /// <returns>Whether a format reads them.</returns>
    public bool Write(TextWriter output, TextWriter error)
    {
        output.WriteLine($"{what}.");
        var values = messages.Select(message => message.Value).OfType<byte[]>().ToArray();
        var fits = FormatFit.Rank([.. values.Where(value => value.Length <= Limits.MessageBytes)]);
        var registry = Registry(values);
        if (fits is not [var best, ..])
        {
            error.WriteLine(
                values.Length == 0
                    ? "There is no message to look at."
                    : registry
                        ?? "No preset reads them. JSON objects of any kind can be read with the format map: docs/formats.md tells how."
            );
            return false;
        }

        output.WriteLine();
        WriteFits(fits, output);
        if (best.Clicks == 0)
        {
            output.WriteLine($"They are events of {best.Name}, but none of them is a click.");
        }
        else
        {
            output.WriteLine();
            output.WriteLine($"What {best.Name} reads of the newest:");
            WriteClicks(ClickFormats.Create(best.Name), output);
        }

        if (registry is not null)
        {
            output.WriteLine(registry);
        }

        output.WriteLine();
        output.WriteLine("Have them read, either way:");
        output.WriteLine($"  ./run {settings}--ClickDash:Format {best.Name}");
        output.WriteLine($"  ClickDash__Format={best.Name}");
        return true;
    }

    private static void WriteFits(IReadOnlyList<FormatFit> fits, TextWriter output)
    {
        var rows = new Rows("format", "share %", "clicks", "other events", "not read");
        foreach (var fit in fits.Take(ShownFormats))
        {
            rows.Add(
                fit.Name,
                (long)(fit.Share * 100),
                (long)fit.Clicks,
                (long)fit.Ignored,
                (long)fit.Dropped
            );
        }

        rows.Write(output);
    }

    private void WriteClicks(IClickFormat format, TextWriter output)
    {
        var clicks = messages
            .SelectMany(message =>
                ReadClick.All(format, message, out _).Select(click => (message, click))
            )
            .ToArray();
        var shown = clicks.TakeLast(ShownMessages).ToArray();
        var fields = Field
            .OfClicks.Where(field =>
                shown.Any(one => field.Of(one.message, one.click) is not null and not 1L)
            )
            .ToArray();
        var rows = new Rows([.. fields.Select(field => field.Name)]);
        foreach (var (message, click) in shown)
        {
            rows.Add([.. fields.Select(field => field.Of(message, click))]);
        }

        rows.Write(output);
        var old = clicks.Count(one =>
            one.message.Timestamp - one.click.Time > UsualLateness.TotalMilliseconds
        );
        if (old * 2 > clicks.Length)
        {
            output.WriteLine(
                "Most are over 10 minutes older than their messages, and would be dropped as too late. --ClickDash:Time message counts them when they were sent."
            );
        }
    }

    /// <summary>What stands behind a schema registry's bytes, where most messages have them and no format reads it.</summary>
    private static string? Registry(byte[][] values)
    {
        var schemas = values
            .Where(value => SchemaRegistry.Recognise(value) == RegistryContent.AvroOrProtobuf)
            .Select(value => BinaryPrimitives.ReadInt32BigEndian(value.AsSpan(1)))
            .ToArray();
        return schemas.Length == 0
            ? null
            : $"{schemas.Length:n0} of {Shown.Count(values.Length, "message")} are Avro or Protobuf behind a schema registry's five bytes (schema {string.Join(", ", schemas.Distinct().Order().Take(ShownMessages))}). No format reads these: have the producer write JSON, with or without a registry.";
    }
}
