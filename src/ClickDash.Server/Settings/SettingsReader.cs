using ClickDash.Core.Formats.Text;

namespace ClickDash.Server.Settings;

/// <summary>
/// Reads the settings and says what is wrong with them: one sentence a problem, which names the setting, what it got and
/// what it takes.
/// </summary>
public static class SettingsReader
{
    internal const string Section = "ClickDash";

    private const string DefaultStore = "./data/clickdash.db";

    /// <summary>The settings, and every problem with them.</summary>
    public static (ClickDashSettings Settings, IReadOnlyList<string> Problems) Read(
        IConfiguration configuration
    )
    {
        var section = configuration.GetSection(Section);
        var values = SettingsTree.Values(section).ToLookup(one => one.Type is not null);
        string[] unknown =
        [
            .. Addresses(configuration["urls"]),
            .. values[false].Select(one => Unknown(one.Key)),
        ];
        string[] wrong =
        [
            .. values[true]
                .Where(one => !SettingsTree.Converts(one.Value, one.Type!))
                .Select(one => Wrong(one.Key, one.Value, SettingsTree.Takes(one.Type!))),
        ];
        if (wrong.Length > 0)
        {
            return (new ClickDashSettings(), [.. unknown, .. wrong]);
        }

        var settings = WithStore(
            Named(section.Get<ClickDashSettings>() ?? new ClickDashSettings())
        );
        return (settings, [.. unknown, .. SettingsRules.Check(settings)]);
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

    internal static string Wrong(string setting, object got, string takes) =>
        $"{Section}:{setting} is '{got}'; it takes {takes}.";

    /// <summary>What is wrong with the addresses to listen at: Kestrel would find out once all else runs.</summary>
    private static IEnumerable<string> Addresses(string? urls)
    {
        foreach (
            var url in (urls ?? "").Split(
                ';',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            if (!IsAddress(url))
            {
                yield return $"--urls (or ASPNETCORE_URLS) is '{url}'; it takes addresses such as http://localhost:5080 or http://*:5080, with ; between them.";
            }
        }
    }

    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            // A port that is no number becomes a part of the host's name, and the server would listen at another one.
            var isHost = !address.Host.Contains(':') || address.Host.StartsWith('[');
            return address.Scheme is "http" or "https"
                && (isHost || address.IsUnixPipe || address.IsNamedPipe);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Unknown(string key)
    {
        string[] known = [.. SettingsTree.Keys(key)];
        var nearest = Spelling.Nearest(key, known) ?? OfSameEnd(key, known);
        var hint = nearest is null ? "" : $" Did you mean {Section}:{nearest}?";
        return $"{Section}:{key} is not a setting.{hint} All settings stand in docs/configuration.md.";
    }

    /// <summary>Who writes <c>Topic</c> means <c>Kafka:Topic</c>.</summary>
    private static string? OfSameEnd(string key, string[] known) =>
        Spelling.Nearest(End(key), known.Select(End)) is { } end
            ? Array.Find(known, one => End(one) == end)
            : null;

    private static string End(string key) => key[(key.LastIndexOf(':') + 1)..];
}
