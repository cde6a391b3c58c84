using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>All presets by the name that the setting <c>ClickDash:Format</c> takes.</summary>
public static class ClickFormats
{
    private static readonly Dictionary<string, Func<FormatOptions, IClickFormat>> Makers = new(
        StringComparer.Ordinal
    )
    {
        ["clicks"] = _ => new ClicksFormat(),
        ["counts"] = _ => new CountsFormat(),
        ["fit5202"] = options => new Fit5202Format(options.Weight ?? "Clicks"),
        ["access-log"] = _ => new AccessLogFormat(),
        ["clf-json"] = _ => new ClfJsonFormat(),
        ["confluent-clickstream"] = _ => new ConfluentClickstreamFormat(),
        ["confluent-pageviews"] = _ => new ConfluentPageviewsFormat(),
        ["shoe-clickstream"] = _ => new ShoeClickstreamFormat(),
        ["segment"] = _ => new SegmentFormat(),
        ["snowplow"] = _ => new SnowplowFormat(),
        ["ga4"] = _ => new Ga4Format(),
        ["posthog"] = _ => new PosthogFormat(),
        ["plausible"] = _ => new PlausibleFormat(),
        ["matomo"] = _ => new MatomoFormat(),
        ["wikimedia"] = _ => new WikimediaFormat(),
        ["cloudevents"] = _ => new CloudEventsFormat(),
        ["iot-traffic"] = options => new IotTrafficFormat(
            Zone.TryParse(options.Zone ?? "-07:00", out var zone) ? zone : default
        ),
        ["map"] = options => new MapFormat(options),
    };

    /// <summary>The names, ClickDash's own first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Makers.Keys];

    /// <summary>The names of formats that need no settings: all but <c>map</c>.</summary>
    public static IReadOnlyList<string> Presets { get; } =
    [.. Makers.Keys.Where(name => name != "map")];

    /// <summary>Makes a format for one thread.</summary>
    /// <exception cref="ArgumentException">The name or a setting is wrong: the message names it, what it got and what it takes.</exception>
    public static IClickFormat Create(string name, FormatOptions? options = null)
    {
        options ??= new FormatOptions();
        if (Errors(name, options) is [var error, ..])
        {
            throw new ArgumentException(error, nameof(name));
        }

        return Makers[name](options);
    }

    /// <summary>What is wrong with a name and its settings, in sentences for people; empty where nothing is.</summary>
    public static IReadOnlyList<string> Errors(string name, FormatOptions options)
    {
        if (Makers.ContainsKey(name))
        {
            return [.. options.Errors(name)];
        }

        var hint = Spelling.Nearest(name, Names) is { } nearest ? $" Did you mean {nearest}?" : "";
        return [$"ClickDash:Format is '{name}': it takes one of {string.Join(", ", Names)}.{hint}"];
    }
}
