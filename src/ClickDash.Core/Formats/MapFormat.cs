using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>Any JSON object, by a mapping in the settings: a JSON pointer for each field and rules for the page.</summary>
public sealed class MapFormat : JsonFormat
{
    private readonly FormatOptions options;
    private readonly Zone zone;
    private readonly int page;
    private readonly int time;
    private readonly int user;
    private readonly int session;
    private readonly int referrer;
    private readonly int country;
    private readonly int device;
    private readonly int userAgent;
    private readonly int status;
    private readonly int weight;
    private readonly int host;
    private readonly int campaign;
    private readonly int browser;

    /// <summary>Makes the format of settings in which <see cref="FormatOptions.Errors"/> finds nothing wrong.</summary>
    public MapFormat(FormatOptions options)
        : this(
            options,
            [
                .. options
                    .Pointers()
                    .Select(field => field.Pointer)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal),
            ]
        ) { }

    private MapFormat(FormatOptions options, string[] pointers)
        : base("map", new JsonFields(pointers))
    {
        this.options = options;
        zone = Zone.TryParse(options.Zone ?? "Z", out var parsed) ? parsed : default;
        int Index(string? pointer) => Array.IndexOf(pointers, pointer);
        page = Index(options.Page);
        time = Index(options.Time);
        user = Index(options.User);
        session = Index(options.Session);
        referrer = Index(options.Referrer);
        country = Index(options.Country);
        device = Index(options.Device);
        userAgent = Index(options.UserAgent);
        status = Index(options.Status);
        weight = Index(options.Weight);
        host = Index(options.Host);
        campaign = Index(options.Campaign);
        browser = Index(options.Browser);
    }

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        long count = 1;
        if (weight >= 0 && !WeightText.TryRead(json.TextOrNumber(weight), out count))
        {
            return DropReason.Malformed;
        }

        var url = json.TextOrNumber(page);
        var agent = json.Agents.Read(Text(json, userAgent));
        var deviceWord = DeviceText.Word(Text(json, device));
        var campaignText = Text(json, campaign);
        var browserName = Text(json, browser);
        return Add(
            new Click
            {
                Time = TimeText.EpochOrIso(Text(json, time), options.TimeUnit, zone),
                Page = PageRules.Apply(url, options, json.Buffer),
                User = Text(json, user),
                Session = Text(json, session),
                Referrer = ReferrerText.Read(Text(json, referrer), json.Buffer),
                Country = CountryText.Read(Text(json, country), json.Buffer),
                Device = deviceWord.IsEmpty ? agent.Device : deviceWord,
                Status = StatusText.Read(Text(json, status)),
                Weight = count,
                Host = HostText.First(Text(json, host), url, json.Buffer),
                Campaign = campaignText.IsEmpty
                    ? CampaignText.OfUrl(url, json.Buffer)
                    : campaignText,
                Browser = browserName.IsEmpty ? agent.Browser : browserName,
            },
            clicks
        );
    }

    private static ReadOnlySpan<byte> Text(JsonValues json, int index) =>
        index < 0 ? default : json.TextOrNumber(index);
}
