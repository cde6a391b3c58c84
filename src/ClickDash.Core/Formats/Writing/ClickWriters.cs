namespace ClickDash.Core.Formats.Writing;

/// <summary>The writers of all presets, by the name of the format that reads them.</summary>
public static class ClickWriters
{
    private static readonly Dictionary<string, Func<IClickWriter>> Makers = new(
        StringComparer.Ordinal
    )
    {
        ["clicks"] = () => new ClicksWriter(),
        ["fit5202"] = () => new Fit5202Writer(),
        ["access-log"] = () => new AccessLogWriter(),
        ["clf-json"] = () => new ClfJsonWriter(),
        ["confluent-clickstream"] = () => new ConfluentClickstreamWriter(),
        ["confluent-pageviews"] = () => new ConfluentPageviewsWriter(),
        ["shoe-clickstream"] = () => new ShoeClickstreamWriter(),
        ["segment"] = () => new SegmentWriter(),
        ["snowplow"] = () => new SnowplowWriter(),
        ["ga4"] = () => new Ga4Writer(),
        ["posthog"] = () => new PosthogWriter(),
        ["plausible"] = () => new PlausibleWriter(),
        ["matomo"] = () => new MatomoWriter(),
        ["wikimedia"] = () => new WikimediaWriter(),
        ["cloudevents"] = () => new CloudEventsWriter(),
        ["iot-traffic"] = () => new IotTrafficWriter(),
    };

    /// <summary>Makes the writer of a preset for one thread.</summary>
    /// <exception cref="ArgumentException">There is no preset of this name.</exception>
    public static IClickWriter Create(string preset) =>
        Makers.TryGetValue(preset, out var make)
            ? make()
            : throw new ArgumentException(
                $"There is no preset '{preset}': it takes one of {string.Join(", ", Makers.Keys)}.",
                nameof(preset)
            );
}
