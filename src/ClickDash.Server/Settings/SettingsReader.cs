using System.Text.RegularExpressions;
using ClickDash.Core.Formats;

namespace ClickDash.Server.Settings;

/// <summary>
/// Reads the settings and says what is wrong with them: one sentence a problem, which names the setting, what it got and
/// what it takes.
/// </summary>
public static partial class SettingsReader
{
    private const string Section = "ClickDash";

    private static readonly string[] Known =
    [
        "Kafka:BootstrapServers",
        "Kafka:Topic",
        "Kafka:StartFrom",
        "Kafka:GroupId",
        "Format",
        "Time",
        "Simulator:Rate",
        "Live:TickMilliseconds",
        "Live:AllowedLateness",
        "Live:SessionGap",
        "Live:MaxValuesPerDimension",
        "Live:ClickLogSize",
        "Live:MaxViews",
        "Live:MaxViewsPerConnection",
        "Live:MaxConnections",
        "Store:Path",
        "Store:MinuteRetention",
        "Store:HourRetention",
        "Security:ViewerKey",
        "Security:PresenterKey",
        "Security:TrustedProxies",
        "Security:CookieFolder",
        "PathBase",
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
            problems.AddRange(Problems(settings));
            return (settings, problems);
        }
        catch (InvalidOperationException e)
        {
            // The binder's own words name the setting and the value, but the type as programmers know it.
            problems.Add(
                e.Message.Replace("type 'System.Int32'", "a whole number")
                    .Replace("type 'System.Nullable`1[System.Double]'", "a number")
                    .Replace("type 'System.Double'", "a number")
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
            .Select(key =>
                $"{Section}:{key} is not a setting. The settings are {Names}, those under {Section}:{Open}, and {Section}:Alerts:0:Kind, Name, Threshold, Clear and For, Alerts:1:…"
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

    private static IEnumerable<string> TopicProblems(ClickDashSettings settings)
    {
        if (settings.Topics.Count == 0)
        {
            return ClickFormats.Errors(settings.Format, settings.FormatOptions);
        }

        var problems = settings.Topics.SelectMany(
            (topic, i) =>
                (settings.Kafka with { Topic = topic.Topic })
                    .Validate()
                    .Except(settings.Kafka.Validate(), StringComparer.Ordinal)
                    .Concat(ClickFormats.Errors(topic.Format, topic.FormatOptions))
                    .Select(problem => $"{Section}:Topics:{i}: {problem}")
        );
        var twice = settings
            .Topics.GroupBy(topic => topic.Topic, StringComparer.Ordinal)
            .Where(topic => topic.Count() > 1)
            .Select(topic =>
                $"{Section}:Topics names '{topic.Key}' {topic.Count()} times; it takes a topic once."
            );
        return problems.Concat(twice);
    }

    private static string Names => string.Join(", ", Known.Select(key => $"{Section}:{key}"));

    private static IEnumerable<string> Problems(ClickDashSettings settings)
    {
        foreach (var problem in settings.Kafka.Validate())
        {
            yield return problem;
        }

        foreach (var problem in TopicProblems(settings))
        {
            yield return problem;
        }

        if (settings.Time is not ("event" or "broker"))
        {
            yield return Wrong("Time", settings.Time, "event or broker");
        }

        if (settings.Simulator.Rate is { } rate && rate is not (>= 0 and <= 200_000))
        {
            yield return Wrong("Simulator:Rate", rate, "0 to 200000 (clicks a second)");
        }

        if (settings.IsEmbedded && settings.Store.Path is { Length: > 0 } path)
        {
            yield return Wrong(
                "Store:Path",
                path,
                "no file while there is no Kafka:BootstrapServers: the embedded broker's topic begins anew with every start"
            );
        }

        if (
            settings.Store.MinuteRetention < TimeSpan.FromHours(3)
            || settings.Store.MinuteRetention > TimeSpan.FromDays(400)
        )
        {
            yield return Wrong(
                "Store:MinuteRetention",
                settings.Store.MinuteRetention,
                "03:00:00 to 400.00:00:00"
            );
        }

        if (
            settings.Store.HourRetention < settings.Store.MinuteRetention
            || settings.Store.HourRetention > TimeSpan.FromDays(36500)
        )
        {
            yield return Wrong(
                "Store:HourRetention",
                settings.Store.HourRetention,
                "the minutes' retention to 36500.00:00:00"
            );
        }

        if (settings.Live.TickMilliseconds is < 50 or > 10_000)
        {
            yield return Wrong(
                "Live:TickMilliseconds",
                settings.Live.TickMilliseconds,
                "50 to 10000"
            );
        }

        if (
            settings.Live.AllowedLateness < TimeSpan.Zero
            || settings.Live.AllowedLateness > TimeSpan.FromHours(24)
        )
        {
            yield return Wrong(
                "Live:AllowedLateness",
                settings.Live.AllowedLateness,
                "00:00:00 to 1.00:00:00"
            );
        }

        if (
            settings.Live.SessionGap < TimeSpan.FromMinutes(1)
            || settings.Live.SessionGap > TimeSpan.FromHours(1)
        )
        {
            yield return Wrong("Live:SessionGap", settings.Live.SessionGap, "00:01:00 to 01:00:00");
        }

        if (settings.Live.ClickLogSize is < 100_000 or > 100_000_000)
        {
            yield return Wrong(
                "Live:ClickLogSize",
                settings.Live.ClickLogSize,
                "100000 to 100000000"
            );
        }

        if (settings.Live.MaxViews is < 1 or > 10_000)
        {
            yield return Wrong("Live:MaxViews", settings.Live.MaxViews, "1 to 10000");
        }

        if (settings.Live.MaxViewsPerConnection is < 1 or > 100)
        {
            yield return Wrong(
                "Live:MaxViewsPerConnection",
                settings.Live.MaxViewsPerConnection,
                "1 to 100"
            );
        }

        if (settings.Live.MaxConnections is < 1 or > 1_000_000)
        {
            yield return Wrong("Live:MaxConnections", settings.Live.MaxConnections, "1 to 1000000");
        }

        if (settings.Live.MaxValuesPerDimension is < 1 or > 1_000_000)
        {
            yield return Wrong(
                "Live:MaxValuesPerDimension",
                settings.Live.MaxValuesPerDimension,
                "1 to 1000000"
            );
        }

        if (settings.Log.Format is not (LogSettings.Text or LogSettings.Json))
        {
            yield return Wrong("Log:Format", settings.Log.Format, "text or json");
        }

        foreach (var problem in AlertSettings.Check(settings.Alerts))
        {
            yield return problem;
        }

        if (
            settings.AlertWebhook.Url is { Length: > 0 } url
            && !(
                Uri.TryCreate(url, UriKind.Absolute, out var webhook)
                && (webhook.Scheme == Uri.UriSchemeHttp || webhook.Scheme == Uri.UriSchemeHttps)
            )
        )
        {
            // Not repeated: such an address is often a secret.
            yield return $"{Section}:AlertWebhook:Url is not an address; it takes an absolute one that begins with http:// or https://.";
        }

        foreach (var problem in SecurityRules.Check(settings))
        {
            yield return problem;
        }
    }

    internal static string Wrong(string setting, object got, string takes) =>
        $"{Section}:{setting} is '{got}'; it takes {takes}.";

    [GeneratedRegex(
        "^Alerts:[0-9]+:(Kind|Name|Threshold|Clear|For)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex AlertKey();
}
