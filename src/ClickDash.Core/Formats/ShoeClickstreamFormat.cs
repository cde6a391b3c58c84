using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>Datagen's quickstart <c>shoe_clickstream</c> (kafka-connect-datagen, <c>shoe_clickstream.avro</c>).</summary>
public sealed class ShoeClickstreamFormat()
    : DatagenFormat("shoe-clickstream", dashIsAbsent: false, "page_url", "user_id", "ip")
{
    private protected override DropReason Read(JsonValues json, int from, IClickSink clicks) =>
        Add(
            new Click
            {
                Page = PageText.Read(json.Text(from)),
                User = json.FirstTextOrNumber(from + 1, from + 2),
            },
            clicks
        );
}
