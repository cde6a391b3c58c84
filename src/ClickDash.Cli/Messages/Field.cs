using System.Text;
using ClickDash.Cli.Output;
using ClickDash.Kafka;

namespace ClickDash.Cli.Messages;

/// <summary>Something of a message that can be shown.</summary>
/// <param name="Name">As people choose it.</param>
/// <param name="Width">How many characters it usually needs in a terminal.</param>
/// <param name="OfClick">Gives a text, a whole number or null; null where it is the message's own.</param>
/// <param name="OfMessage">The same of the message; null where it is a click's.</param>
internal sealed record Field(
    string Name,
    int Width,
    Func<ReadClick, object?>? OfClick,
    Func<KafkaMessage, object?>? OfMessage
)
{
    /// <summary>Every field: first those that a format reads, then the message's own.</summary>
    public static IReadOnlyList<Field> All { get; } =
    [
        Click("time", 24, click => click.Time is { } time ? Shown.Time(time) : null),
        Click("page", 36, click => click.Page),
        Click("user", 16, click => click.User),
        Click("session", 12, click => click.Session),
        Click("referrer", 20, click => click.Referrer),
        Click("country", 7, click => click.Country),
        Click("device", 7, click => click.Device),
        Click("status", 6, click => (long?)click.Status),
        Click("weight", 6, click => click.Weight),
        Click("host", 20, click => click.Host),
        Click("campaign", 24, click => click.Campaign),
        Click("browser", 16, click => click.Browser),
        Message("topic", 16, message => message.Topic),
        Message("partition", 9, message => (long)message.Partition),
        Message("offset", 10, message => message.Offset),
        Message("timestamp", 24, message => message.Timestamp is { } at ? Shown.Time(at) : null),
        Message("key", 16, message => Text(message.Key)),
        Message("value", 60, message => Text(message.Value)),
    ];

    /// <summary>Those that a format reads.</summary>
    public static IReadOnlyList<Field> OfClicks { get; } =
    [.. All.Where(field => field.OfClick is not null)];

    /// <summary>The fields of a list of names, such as <c>time,page,offset</c>.</summary>
    /// <exception cref="UsageException">A name is none.</exception>
    public static IReadOnlyList<Field> Parse(string names) =>
        [
            .. names
                .Split(',', StringSplitOptions.TrimEntries)
                .Select(name =>
                    All.FirstOrDefault(field => field.Name == name)
                    ?? throw new UsageException(
                        $"--fields got '{name}'; it takes {string.Join(", ", All.Select(field => field.Name))}, separated by commas."
                    )
                ),
        ];

    /// <summary>Its value; <paramref name="click"/> is null only where no field of a click was chosen.</summary>
    public object? Of(KafkaMessage message, ReadClick? click) =>
        OfClick is null ? OfMessage!(message) : OfClick(click!);

    private static Field Click(string name, int width, Func<ReadClick, object?> value) =>
        new(name, width, value, OfMessage: null);

    private static Field Message(string name, int width, Func<KafkaMessage, object?> value) =>
        new(name, width, OfClick: null, value);

    private static string? Text(byte[]? bytes) =>
        bytes is null ? null : Encoding.UTF8.GetString(bytes);
}
