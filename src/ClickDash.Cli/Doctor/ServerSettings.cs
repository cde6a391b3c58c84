using System.Collections;
using System.Globalization;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;

namespace ClickDash.Cli.Doctor;

/// <summary>The server's settings as far as its environment variables say them: <c>ClickDash__Kafka__Topic</c>.</summary>
internal sealed class ServerSettings
{
    /// <summary>The server's own default, beside the folder it is started in.</summary>
    public const string DefaultStore = "./data/clickdash.db";

    private const string Prefix = "ClickDash__";
    private const string Client = "Kafka__Client__";

    private readonly Dictionary<string, string> _values;

    /// <param name="environment">Variables and their values.</param>
    public ServerSettings(IEnumerable<KeyValuePair<string, string>> environment) =>
        _values = environment
            .Where(one => one.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .GroupBy(one => one.Key[Prefix.Length..], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                one => one.Key,
                one => one.Last().Value,
                StringComparer.OrdinalIgnoreCase
            );

    /// <summary>Those of this process.</summary>
    public static ServerSettings Here() =>
        new(
            Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .Select(one => KeyValuePair.Create((string)one.Key, (string?)one.Value ?? ""))
        );

    /// <summary>Where Kafka is; null where it is not set.</summary>
    public string? Bootstrap => Text("Kafka__BootstrapServers");

    /// <summary>The name of the first topic.</summary>
    public string Topic => Text("Topics__0__Topic") ?? Text("Kafka__Topic") ?? "clicks";

    /// <summary>The topics, each with its format.</summary>
    /// <exception cref="UsageException">A format's setting makes no sense.</exception>
    public IReadOnlyList<TopicToRead> Topics
    {
        get
        {
            var several = new List<TopicToRead>();
            for (var i = 0; Text($"Topics__{i}__Topic") is { } topic; i++)
            {
                several.Add(ToRead(topic, $"Topics__{i}__"));
            }

            return several.Count > 0 ? several : [ToRead(Topic, "")];
        }
    }

    /// <summary>The store's file; empty for none.</summary>
    public string Store => _values.GetValueOrDefault("Store__Path", DefaultStore);

    /// <summary>Whose time a click has; the server's own default where it is not set or makes no sense.</summary>
    public TimeMode Time =>
        Text("Time") switch
        {
            // Edition one's name for it.
            "message" or "broker" => TimeMode.Message,
            "arrival" => TimeMode.Arrival,
            _ => TimeMode.Event,
        };

    /// <summary>How much older than its message a click may be.</summary>
    public TimeSpan AllowedLateness => Length("Live__AllowedLateness", TimeSpan.FromMinutes(10));

    /// <summary>How long the store keeps minutes; the server's own default where it is not set or makes no sense.</summary>
    public TimeSpan MinuteRetention => Length("Store__MinuteRetention", TimeSpan.FromDays(14));

    /// <summary>How long the store keeps quarters and hours.</summary>
    public TimeSpan HourRetention => Length("Store__HourRetention", TimeSpan.FromDays(730));

    /// <summary>librdkafka's properties, with the dots that variables write as low lines.</summary>
    public IReadOnlyDictionary<string, string> Properties =>
        _values
            .Where(one => one.Key.StartsWith(Client, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(
                one => one.Key[Client.Length..].Replace('_', '.').ToLowerInvariant(),
                one => one.Value,
                StringComparer.Ordinal
            );

    private TopicToRead ToRead(string topic, string at) =>
        new(topic, Text($"{at}Format") ?? ClickFormats.Names[0], Options($"{at}FormatOptions__"));

    private FormatOptions Options(string at)
    {
        var options = new FormatOptions();
        foreach (var property in typeof(FormatOptions).GetProperties())
        {
            if (Text(at + property.Name) is { } text)
            {
                property.SetValue(
                    options,
                    Converted(at + property.Name, text, property.PropertyType)
                );
            }
        }

        return options;
    }

    private static object Converted(string setting, string text, Type type)
    {
        try
        {
            return type.IsEnum
                ? Enum.Parse(type, text, ignoreCase: true)
                : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            var takes =
                type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
                : type == typeof(bool) ? "true or false"
                : "a whole number";
            throw new UsageException($"{Prefix}{setting} is '{text}'; it takes {takes}.");
        }
    }

    private TimeSpan Length(string name, TimeSpan fallback) =>
        TimeSpan.TryParse(Text(name), CultureInfo.InvariantCulture, out var length)
            ? length
            : fallback;

    private string? Text(string name) =>
        _values.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
}

/// <summary>A topic and how it is read.</summary>
internal sealed record TopicToRead(string Topic, string Format, FormatOptions Options);
