using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>
/// Google Analytics 4: rows of the BigQuery export as JSON (support.google.com/analytics/answer/7029846). Parameters are
/// elements <c>{"key":…,"value":{"string_value":…,"int_value":…}}</c> of an array, in any order.
/// </summary>
public sealed class Ga4Format : JsonFormat
{
    private const int EventName = 0;
    private const int EventTimestamp = 1;
    private const int UserId = 2;
    private const int UserPseudoId = 3;
    private const int Country = 4;
    private const int Category = 5;
    private const int Key = 6;
    private const int StringValue = 7;
    private const int IntValue = 8;
    private const int PageLocation = 9;
    private const int PageReferrer = 10;
    private const int SessionId = 11;
    private const int Browser = 12;
    private const int Hostname = 13;
    private const int ManualSource = 14;
    private const int ManualMedium = 15;
    private const int ManualCampaign = 16;

    /// <summary>Makes the format.</summary>
    public Ga4Format()
        : base(
            "ga4",
            new JsonFields(
                "/event_name",
                "/event_timestamp",
                "/user_id",
                "/user_pseudo_id",
                "/geo/country",
                "/device/category",
                "/event_params/*/key",
                "/event_params/*/value/string_value",
                "/event_params/*/value/int_value",
                "/event_params/page_location",
                "/event_params/page_referrer",
                "/event_params/ga_session_id",
                "/device/web_info/browser",
                "/device/web_info/hostname",
                "/collected_traffic_source/manual_source",
                "/collected_traffic_source/manual_medium",
                "/collected_traffic_source/manual_campaign_name"
            )
        ) => Fields.ElementRead = KeepParameter;

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        if (!json.Is(EventName, "page_view"u8, out var reason))
        {
            return reason;
        }

        var url = json.Text(PageLocation);
        return Add(
            new Click
            {
                Time = json.Epoch(EventTimestamp, TimeUnit.Microseconds),
                Page = PageText.Read(url),
                User = json.FirstTextOrNumber(UserId, UserPseudoId),
                Session = json.TextOrNumber(SessionId),
                Referrer = ReferrerText.Read(json.Text(PageReferrer), json.Buffer),
                Country = CountryText.Read(json.Text(Country), json.Buffer),
                Device = DeviceText.Word(json.Text(Category)),
                Host = HostText.First(json.Text(Hostname), url, json.Buffer),
                Campaign = CampaignText.First(
                    json.Text(ManualSource),
                    json.Text(ManualMedium),
                    json.Text(ManualCampaign),
                    url,
                    json.Buffer
                ),
                Browser = json.Text(Browser),
            },
            clicks
        );
    }

    // Moves a parameter's value to the place of its name, before the next element takes its room.
    private void KeepParameter(JsonValues json)
    {
        var name = json.Text(Key);
        if (name.SequenceEqual("page_location"u8))
        {
            Fields.Slots[PageLocation] = Fields.Slots[StringValue];
        }
        else if (name.SequenceEqual("page_referrer"u8))
        {
            Fields.Slots[PageReferrer] = Fields.Slots[StringValue];
        }
        else if (name.SequenceEqual("ga_session_id"u8))
        {
            var text = json.Text(StringValue);
            Fields.Slots[SessionId] = Fields.Slots[text.IsEmpty ? IntValue : StringValue];
        }
    }
}
