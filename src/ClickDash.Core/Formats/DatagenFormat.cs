using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;

namespace ClickDash.Core.Formats;

/// <summary>
/// What Confluent's Datagen connector writes, through any of its JSON converters: plain, within <c>schema</c> and
/// <c>payload</c>, or behind a schema registry's five bytes. Its times are counters, so the broker's always counts.
/// </summary>
public abstract class DatagenFormat : JsonFormat
{
    private readonly int members;

    private protected DatagenFormat(string name, bool dashIsAbsent, params string[] names)
        : base(
            name,
            new JsonFields([
                .. names.Select(member => "/" + member),
                .. names.Select(member => "/payload/" + member),
                "/schema",
                "/payload",
            ])
            {
                DashIsAbsent = dashIsAbsent,
            }
        ) => members = names.Length;

    private protected sealed override ReadOnlySpan<byte> Body(ReadOnlySpan<byte> value) =>
        SchemaRegistry.Skip(value);

    private protected sealed override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        var hasSchema =
            json.Kind(members * 2) != JsonKind.None
            && json.Kind((members * 2) + 1) == JsonKind.Object;
        return Read(json, hasSchema ? members : 0, clicks);
    }

    /// <summary>Makes a click of the members, whose indexes begin at <paramref name="from"/>.</summary>
    private protected abstract DropReason Read(JsonValues json, int from, IClickSink clicks);
}

/// <summary>Datagen's quickstart <c>pageviews</c> (kafka-connect-datagen, <c>pageviews_schema.avro</c>).</summary>
public sealed class ConfluentPageviewsFormat()
    : DatagenFormat("confluent-pageviews", dashIsAbsent: false, "pageid", "userid")
{
    private protected override DropReason Read(JsonValues json, int from, IClickSink clicks) =>
        Add(new Click { Page = json.Text(from), User = json.TextOrNumber(from + 1) }, clicks);
}
