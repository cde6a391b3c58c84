using System.Text.RegularExpressions;
using ClickDash.Core.Formats;

namespace ClickDash.Server.Settings;

/// <summary>
/// Reads the settings and says what is wrong with them: one sentence a problem, which names the setting, what it got and
/// what it takes.
/// </summary>
public static partial class SettingsReader
{
    internal const string Section = "ClickDash";

    private static readonly string[] Known =
    [
        "Kafka:BootstrapServers",
        "Kafka:Topic",
        "Kafka:StartFrom",
        "Kafka:GroupId",
        "Kafka:Readers",
        "Format",
        "Time",
        "Simulator:Rate",
        "Live:TickMilliseconds",
        "Live:AllowedLateness",
        "Live:Settling",
        "Live:SessionGap",
        "Live:MaxValuesPerDimension",
        "Live:ClickLogSize",
        "Live:MaxViews",
        "Live:MaxViewsPerConnection",
        "Live:MaxConnections",
        "Live:ReturnsPerSecond",
        "Live:LongestRetry",
        "Store:Path",
        "Store:MinuteRetention",
        "Store:HourRetention",
        "Security:ViewerKey",
        "Security:PresenterKey",
        "Security:TrustedProxies",
        "Security:CookieFolder",
        "PathBase",
        "Join:PublicUrl",
        "Log:Format",
        "AlertWebhook:Url",
        .. typeof(FormatOptions)
            .GetProperties()
            .Where(property => property.CanWrite)
            .Select(property => $"FormatOptions:{property.Name}"),
    ];

    private const string DefaultStore = "./data/clickdash.db";

    // What stands under this belongs to librdkafka, which checks it itself.
    private const string Open = "Kafka:Client:";

    /// <summary>The settings, and every problem with them.</summary>
    public static (ClickDashSettings Settings, IReadOnlyList<string> Problems) Read(
        IConfiguration configuration
    )
    {
        var section = configuration.GetSection(Section);
        List<string> problems = [.. Unknown(section)];
        try
        {
            var settings = WithStore(
                Named(section.Get<ClickDashSettings>() ?? new ClickDashSettings())
            );
            problems.AddRange(SettingsRules.Check(settings));
            return (settings, problems);
        }
        catch (InvalidOperationException e)
        {
            // The binder's own words name the setting and the value, but the type as programmers know it.
            problems.Add(
                e.Message.Replace("type 'System.Int32'", "a whole number")
                    .Replace("type 'System.Nullable`1[System.Double]'", "a number")
                    .Replace("type 'System.Double'", "a number")
                    .Replace("type 'System.Boolean'", "true or false")
                    .Replace("type 'System.TimeSpan'", "a length of time such as 00:10:00")
            );
            return (new ClickDashSettings(), problems);
        }
    }

    private static ClickDashSettings WithStore(ClickDashSettings settings) =>
        settings.IsEmbedded || settings.Store.Path is not null
            ? settings
            : settings with
            {
                Store = settings.Store with { Path = DefaultStore },
            };

    /// <summary>With librdkafka's own names: neither shells nor systemd let a variable's name hold a dot, so it may be a low line.</summary>
    private static ClickDashSettings Named(ClickDashSettings settings) =>
        settings with
        {
            Kafka = settings.Kafka with
            {
                Client = settings
                    .Kafka.Client.GroupBy(one => one.Key.Replace('_', '.').ToLowerInvariant())
                    .ToDictionary(one => one.Key, one => one.Last().Value),
            },
        };

    private static IEnumerable<string> Unknown(IConfigurationSection section) =>
        section
            .AsEnumerable(makePathsRelative: true)
            .Where(setting =>
                setting.Value is not null && !section.GetSection(setting.Key).GetChildren().Any()
            )
            .Select(setting => setting.Key)
            .Where(key => !Known.Contains(key, StringComparer.OrdinalIgnoreCase))
            .Where(key => !key.StartsWith(Open, StringComparison.OrdinalIgnoreCase))
            .Where(key => !IsOfTopic(key))
            .Where(key => !AlertKey().IsMatch(key))
            .Where(key => !SceneSettings.IsKey(key))
            .Select(key =>
                $"{Section}:{key} is not a setting. The settings are {Names}, those under {Section}:{Open}, {Section}:Scenes:Values:Topics, Always and Options:…, and {Section}:Alerts:0:Kind, Name, Threshold, Clear and For, Alerts:1:…"
            );

    /// <summary>Whether a key is of one of several topics: <c>Topics:0:Format</c>.</summary>
    private static bool IsOfTopic(string key) =>
        key.Split(':', 3) is [var topics, var number, var rest]
        && topics.Equals("Topics", StringComparison.OrdinalIgnoreCase)
        && int.TryParse(number, out _)
        && (
            rest.Equals("Topic", StringComparison.OrdinalIgnoreCase)
            || rest.Equals("Format", StringComparison.OrdinalIgnoreCase)
            || (
                rest.StartsWith("FormatOptions:", StringComparison.OrdinalIgnoreCase)
                && Known.Contains(rest, StringComparer.OrdinalIgnoreCase)
            )
        );

    private static string Names => string.Join(", ", Known.Select(key => $"{Section}:{key}"));

    internal static string Wrong(string setting, object got, string takes) =>
        $"{Section}:{setting} is '{got}'; it takes {takes}.";

    [GeneratedRegex(
        "^Alerts:[0-9]+:(Kind|Name|Threshold|Clear|For)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex AlertKey();
}
