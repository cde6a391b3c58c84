using ClickDash.Core.Formats;
using ClickDash.Kafka;

namespace ClickDash.Server.Settings;

/// <summary>What values the settings take. Each problem is a sentence that names the setting, what it got and what it takes.</summary>
internal static class SettingsRules
{
    /// <summary>Every problem with the settings.</summary>
    public static IEnumerable<string> Check(ClickDashSettings settings) =>
        [
            .. settings.Kafka.Validate(),
            .. Topics(settings),
            .. Values(settings)
                .Where(one => !one.IsRight)
                .Select(one => SettingsReader.Wrong(one.Setting, one.Got!, one.Takes)),
            .. AlertSettings.Check(settings.Alerts),
            .. SceneSettings.Check(settings),
            .. Webhook(settings.AlertWebhook.Url),
            .. SecurityRules.Check(settings),
        ];

    private static IEnumerable<(bool IsRight, string Setting, object? Got, string Takes)> Values(
        ClickDashSettings settings
    )
    {
        var (live, store, rate) = (settings.Live, settings.Store, settings.Simulator.Rate);
        return
        [
            (
                settings.Time is "event" or "message" or "broker" or "arrival",
                "Time",
                settings.Time,
                "event, message or arrival"
            ),
            (
                rate is null or (>= 0 and <= 200_000),
                "Simulator:Rate",
                rate,
                "0 to 200000 (clicks a second)"
            ),
            (
                store.Path is not { Length: > 0 } path || IsPlaceOfAFile(path),
                "Store:Path",
                store.Path,
                "a file's path: not a folder's, and none below a file"
            ),
            (
                Within(store.MinuteRetention, TimeSpan.FromHours(3), TimeSpan.FromDays(400)),
                "Store:MinuteRetention",
                store.MinuteRetention,
                "03:00:00 to 400.00:00:00"
            ),
            (
                Within(store.HourRetention, store.MinuteRetention, TimeSpan.FromDays(36_500)),
                "Store:HourRetention",
                store.HourRetention,
                "the minutes' retention to 36500.00:00:00"
            ),
            (
                live.TickMilliseconds is >= 50 and <= 5000,
                "Live:TickMilliseconds",
                live.TickMilliseconds,
                "50 to 5000"
            ),
            (
                Within(live.AllowedLateness, TimeSpan.Zero, TimeSpan.FromHours(24)),
                "Live:AllowedLateness",
                live.AllowedLateness,
                "00:00:00 to 1.00:00:00"
            ),
            (
                Within(live.Settling, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
                "Live:Settling",
                live.Settling,
                "00:00:00 to 00:05:00"
            ),
            (
                Within(live.SessionGap, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)),
                "Live:SessionGap",
                live.SessionGap,
                "00:01:00 to 01:00:00"
            ),
            (
                live.ClickLogSize is >= 100_000 and <= 100_000_000,
                "Live:ClickLogSize",
                live.ClickLogSize,
                "100000 to 100000000"
            ),
            (live.MaxViews is >= 1 and <= 10_000, "Live:MaxViews", live.MaxViews, "1 to 10000"),
            (
                live.MaxViewsPerConnection is >= 1 and <= 100,
                "Live:MaxViewsPerConnection",
                live.MaxViewsPerConnection,
                "1 to 100"
            ),
            (
                live.MaxConnections is >= 1 and <= 1_000_000,
                "Live:MaxConnections",
                live.MaxConnections,
                "1 to 1000000"
            ),
            (
                live.ReturnsPerSecond is >= 1 and <= 1_000_000,
                "Live:ReturnsPerSecond",
                live.ReturnsPerSecond,
                "1 to 1000000"
            ),
            (
                Within(live.LongestRetry, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
                "Live:LongestRetry",
                live.LongestRetry,
                "00:00:01 to 00:05:00"
            ),
            (
                live.MaxValuesPerDimension is >= 1 and <= 1_000_000,
                "Live:MaxValuesPerDimension",
                live.MaxValuesPerDimension,
                "1 to 1000000"
            ),
            (
                string.IsNullOrEmpty(settings.Join.PublicUrl)
                    || (
                        Uri.TryCreate(settings.Join.PublicUrl, UriKind.Absolute, out var join)
                        && join is { Scheme: "http" or "https", Query: "", Fragment: "" }
                    ),
                "Join:PublicUrl",
                settings.Join.PublicUrl,
                "the site's address as phones reach it, such as https://clicks.example"
            ),
            (
                settings.Log.Format is LogSettings.Text or LogSettings.Json,
                "Log:Format",
                settings.Log.Format,
                "text or json"
            ),
        ];
    }

    private static bool IsPlaceOfAFile(string path)
    {
        var above = Path.GetDirectoryName(Path.GetFullPath(path));
        while (above is not null && !File.Exists(above))
        {
            above = Path.GetDirectoryName(above);
        }

        return above is null && !Directory.Exists(path);
    }

    private static bool Within(TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most;

    private static IEnumerable<string> Topics(ClickDashSettings settings)
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
                    .Select(problem => problem[KafkaOptions.Section.Length..])
                    .Concat(
                        ClickFormats
                            .Errors(topic.Format, topic.FormatOptions)
                            .Select(problem => problem[SettingsReader.Section.Length..])
                    )
                    // Said of the one topic's settings, which stand elsewhere here.
                    .Select(problem => $"{SettingsReader.Section}:Topics:{i}{problem}")
        );
        var twice = settings
            .Topics.GroupBy(topic => topic.Topic, StringComparer.Ordinal)
            .Where(topic => topic.Count() > 1)
            .Select(topic =>
                $"{SettingsReader.Section}:Topics names '{topic.Key}' {topic.Count()} times; it takes a topic once."
            );
        return problems.Concat(twice);
    }

    private static IEnumerable<string> Webhook(string? url)
    {
        var isRight =
            string.IsNullOrEmpty(url)
            || (
                Uri.TryCreate(url, UriKind.Absolute, out var webhook)
                && (webhook.Scheme == Uri.UriSchemeHttp || webhook.Scheme == Uri.UriSchemeHttps)
            );
        // Not repeated: such an address is often a secret.
        return isRight
            ? []
            :
            [
                $"{SettingsReader.Section}:AlertWebhook:Url is not an address; it takes an absolute one that begins with http:// or https://.",
            ];
    }
}
