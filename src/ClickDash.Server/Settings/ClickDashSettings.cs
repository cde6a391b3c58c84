using ClickDash.Core.Formats;
using ClickDash.Core.Live;
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

    /// <summary>Whose time a click has: <c>event</c> for its own, <c>message</c> (<c>broker</c> in edition one) for its message's, <c>arrival</c> for the reader's clock.</summary>
    public string Time { get; init; } = "event";

    /// <summary>What <see cref="Time"/> says.</summary>
    public TimeMode TimeMode =>
        Time switch
        {
            "message" or "broker" => TimeMode.Message,
            "arrival" => TimeMode.Arrival,
            _ => TimeMode.Event,
        };

    public SimulatorSettings Simulator { get; init; } = new();

    public LiveSettings Live { get; init; } = new();

    public StoreSettings Store { get; init; } = new();

    public JoinSettings Join { get; init; } = new();

    public SecuritySettings Security { get; init; } = new();

    /// <summary>What scenes read, by their names.</summary>
    public Dictionary<string, SceneSettings> Scenes { get; init; } = [];

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
