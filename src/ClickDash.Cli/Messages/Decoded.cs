using ClickDash.Cli.Output;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Kafka;

namespace ClickDash.Cli.Messages;

/// <summary>Reads messages where fields of clicks are wanted, and counts what could not be read.</summary>
/// <param name="target">Takes a row a click, or a row a message where only its own fields are wanted.</param>
/// <param name="format">Reads the messages; null where they are not to be read.</param>
/// <param name="fields">What is wanted.</param>
internal sealed class Decoded(
    IMessageWriter target,
    IClickFormat? format,
    IReadOnlyList<Field> fields
)
{
    private readonly IClickFormat? _format = fields.Any(field => field.OfClick is not null)
        ? format
        : null;
    private readonly Dictionary<DropReason, long> _dropped = [];
    private long _ignored;

    /// <summary>Takes a message.</summary>
    public void Write(KafkaMessage message)
    {
        if (_format is null)
        {
            target.Write(message, click: null);
            return;
        }

        var clicks = ReadClick.All(_format, message, out var reason);
        foreach (var click in clicks)
        {
            target.Write(message, click);
        }

        if (reason != DropReason.None)
        {
            _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;
        }
        else if (clicks.Count == 0)
        {
            _ignored++;
        }
    }

    /// <summary>Shows what was taken so far.</summary>
    public void Flush() => target.Flush();

    /// <summary>Shows all, and says what was not shown and why.</summary>
    public void End(TextWriter error)
    {
        target.Flush();
        foreach (var (reason, count) in _dropped)
        {
            error.WriteLine(
                $"Not shown: {Shown.Count(count, "message")} not read by the format {_format!.Name} ({reason.Name()}). 'clickdash inspect' tells which format fits."
            );
        }

        if (_ignored > 0)
        {
            error.WriteLine(
                $"Not shown: {Shown.Count(_ignored, "message")} of other events than clicks."
            );
        }
    }
}
