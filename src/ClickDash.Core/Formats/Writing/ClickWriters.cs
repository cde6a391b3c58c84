namespace ClickDash.Core.Formats.Writing;

/// <summary>The writers by the name of the preset that reads them: all but <c>counts</c>, whose messages are no single clicks.</summary>
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

    /// <summary>The names of the presets that have a writer, ClickDash's own first.</summary>
    public static IReadOnlyList<string> Presets { get; } = [.. Makers.Keys];

    /// <summary>Makes the writer of a preset for one thread.</summary>
    /// <exception cref="ArgumentException">There is no writer of this name.</exception>
    public static IClickWriter Create(string preset) =>
        Makers.TryGetValue(preset, out var make)
            ? make()
            : throw new ArgumentException(
                $"There is no writer of '{preset}': it takes one of {string.Join(", ", Makers.Keys)}.",
                nameof(preset)
            );
}
