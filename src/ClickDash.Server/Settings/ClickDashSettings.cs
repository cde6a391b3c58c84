using ClickDash.Core.Formats;
using ClickDash.Kafka;

namespace ClickDash.Server.Settings;

/// <summary>All settings under <c>ClickDash:</c>, as docs/configuration.md lists them.</summary>
public sealed record ClickDashSettings
{
    public KafkaOptions Kafka { get; init; } = new();

    /// <summary>The name of the format that messages are read with.</summary>
    public string Format { get; init; } = "clicks";

    /// <summary>The format's own settings.</summary>
    public FormatOptions FormatOptions { get; init; } = new();

    /// <summary>Several topics, each with a format of its own, in place of <see cref="KafkaOptions.Topic"/> and <see cref="Format"/>.</summary>
    public IReadOnlyList<TopicSettings> Topics { get; init; } = [];

    /// <summary>The topics that are read: those named, or the one.</summary>
    public IReadOnlyList<TopicSettings> Sources =>
        Topics.Count > 0
            ? Topics
            :
            [
                new TopicSettings
                {
                    Topic = Kafka.Topic,
                    Format = Format,
                    FormatOptions = FormatOptions,
                },
            ];

    /// <summary>Whose time a click has: <c>event</c> for its own, <c>broker</c> for its message's.</summary>
    public string Time { get; init; } = "event";

    public SimulatorSettings Simulator { get; init; } = new();

    public LiveSettings Live { get; init; } = new();

    public StoreSettings Store { get; init; } = new();

    public SecuritySettings Security { get; init; } = new();

    /// <summary>When people are to be told.</summary>
    public List<AlertSettings> Alerts { get; init; } = [];

    /// <summary>Where they are told: an address that takes a POST of JSON. It may hold a secret.</summary>
    public AlertWebhookSettings AlertWebhook { get; init; } = new();

    public LogSettings Log { get; init; } = new();

    /// <summary>The path below which a proxy shows the site, such as <c>/clicks</c>; empty for the root.</summary>
    public string PathBase { get; init; } = "";

    /// <summary>Whether no Kafka is named, so that the server brings its own.</summary>
    public bool IsEmbedded => string.IsNullOrWhiteSpace(Kafka.BootstrapServers);
}

/// <summary>Settings under <c>ClickDash:Topics:N:</c>.</summary>
public sealed record TopicSettings
{
    /// <summary>The topic's name, which is its clicks' value of the dimension <c>source</c>.</summary>
    public string Topic { get; init; } = "";

    /// <summary>The name of the format that its messages are read with.</summary>
    public string Format { get; init; } = "clicks";

    /// <summary>The format's own settings.</summary>
    public FormatOptions FormatOptions { get; init; } = new();
}

/// <summary>Settings under <c>ClickDash:Simulator:</c>.</summary>
public sealed record SimulatorSettings
{
    /// <summary>Clicks a second; where it is not set, 40 with the embedded broker and none with a Kafka.</summary>
    public double? Rate { get; init; }
}

/// <summary>Settings under <c>ClickDash:Live:</c>.</summary>
public sealed record LiveSettings
{
    /// <summary>Milliseconds between two frames.</summary>
    public int TickMilliseconds { get; init; } = 250;

    /// <summary>How many different views this server computes: a tick of as many stays well under its quarter of a second.</summary>
    public int MaxViews { get; init; } = 256;

    /// <summary>How many views a connection may watch at a time: a page shows a few.</summary>
    public int MaxViewsPerConnection { get; init; } = 8;

    /// <summary>How many connections this server takes, at some 40 KB each.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>How much older than its message a click may be.</summary>
    public TimeSpan AllowedLateness { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a user must be away for the next click to begin another session.</summary>
    public TimeSpan SessionGap { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How many values of each dimension are told apart; later ones are <c>(other)</c>.</summary>
    public int MaxValuesPerDimension { get; init; } = 10_000;

    /// <summary>How many of the newest clicks are kept one by one for filters, at 36 bytes each.</summary>
    public int ClickLogSize { get; init; } = 4_000_000;
}

/// <summary>Settings under <c>ClickDash:Store:</c>.</summary>
public sealed record StoreSettings
{
    /// <summary>The file; with the embedded broker none, and counts end with the server.</summary>
    public string? Path { get; init; }

    /// <summary>How long counts by the minute are kept.</summary>
    public TimeSpan MinuteRetention { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long counts by the hour are kept.</summary>
    public TimeSpan HourRetention { get; init; } = TimeSpan.FromDays(730);
}

/// <summary>Settings under <c>ClickDash:Log:</c>.</summary>
public sealed record LogSettings
{
    /// <summary>The format for people.</summary>
    public const string Text = "text";

    /// <summary>The format for programs: one compact JSON object a line.</summary>
    public const string Json = "json";

    /// <summary>How the log is written on the console.</summary>
    public string Format { get; init; } = Text;
}

/// <summary>Settings under <c>ClickDash:AlertWebhook:</c>.</summary>
public sealed record AlertWebhookSettings
{
    /// <summary>An absolute http or https address; none: nobody is told but the log, the metrics and who asks.</summary>
    public string? Url { get; init; }

    /// <summary>Without the address: records write all they hold.</summary>
    public override string ToString() => nameof(AlertWebhookSettings);
}
