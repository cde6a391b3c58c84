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
        "Live:MaxValuesPerDimension",
        "Live:ClickLogSize",
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
            var settings = Named(section.Get<ClickDashSettings>() ?? new ClickDashSettings());
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
            .Where(key => !AlertKey().IsMatch(key))
            .Select(key =>
                $"{Section}:{key} is not a setting. The settings are {Names}, those under {Section}:{Open}, and {Section}:Alerts:0:Kind, Name, Threshold, Clear and For, Alerts:1:…"
            );

    private static string Names => string.Join(", ", Known.Select(key => $"{Section}:{key}"));

    private static IEnumerable<string> Problems(ClickDashSettings settings)
    {
        foreach (var problem in settings.Kafka.Validate())
        {
            yield return problem;
        }

        foreach (var problem in ClickFormats.Errors(settings.Format, settings.FormatOptions))
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

        if (settings.Live.ClickLogSize is < 100_000 or > 100_000_000)
        {
            yield return Wrong(
                "Live:ClickLogSize",
                settings.Live.ClickLogSize,
                "100000 to 100000000"
            );
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
