using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClickDash.Benchmarks;

/// <summary>A thousand messages of one click each in the shape of a preset, with as many members as its producers send.</summary>
internal static class FormatSamples
{
    private const int Count = 1000;
    private const long NineOClock = 1_795_165_200_000;

    private const string Phone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IEnumerable<string> Of(string preset) =>
        Enumerable.Range(0, Count).Select(i => Message(preset, i));

    private static string Message(string preset, int i)
    {
        var ts = NineOClock + (i * 17);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(ts);
        var iso = time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var page = $"/products/kettle-{i % 40}";
        var url = $"https://www.example.com{page}?ref=mail";
        var user = $"u-{i % 300}";
        const string Referrer = "https://www.google.com/";
        return preset switch
        {
            "access-log" =>
                $"203.0.113.{i % 200} - - [{time.ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture)} +0000] \"GET {page}?ref=mail HTTP/1.1\" 200 {5000 + i} \"{Referrer}\" \"{Phone}\"",
            "clicks" => Json(
                new
                {
                    ts,
                    page,
                    user,
                    session = $"s-{i % 500}",
                    referrer = Referrer,
                    country = "NZ",
                    device = "mobile",
                    status = 200,
                }
            ),
            "counts" => Json(
                new
                {
                    second = ts / 1000,
                    page,
                    referrer = Referrer,
                    country = "NZ",
                    device = "mobile",
                    status = 200,
                    count = i % 30,
                }
            ),
            "fit5202" =>
                $$"""{"Clicks": {{i % 3}}, "Impressions": {{i % 12}}, "ts": {{ts / 1000}}}""",
            "clf-json" => Json(
                new
                {
                    time_iso8601 = iso,
                    remote_addr = "203.0.113.30",
                    remote_user = "",
                    request_method = "GET",
                    request_uri = page,
                    server_protocol = "HTTP/2.0",
                    status = "200",
                    body_bytes_sent = "7321",
                    http_referer = Referrer,
                    http_user_agent = Phone,
                    request_time = "0.012",
                }
            ),
            "confluent-clickstream" => Json(
                new
                {
                    ip = "198.51.100.61",
                    userid = i % 40,
                    remote_user = "-",
                    time = $"{i}1",
                    _time = (i * 10) + 1,
                    request = $"GET {page} HTTP/1.1",
                    status = "200",
                    bytes = "2048",
                    referrer = "-",
                    agent = Phone,
                }
            ),
            "confluent-pageviews" => Json(
                new
                {
                    viewtime = i,
                    userid = $"User_{i % 9}",
                    pageid = $"Page_{i % 90}",
                }
            ),
            "shoe-clickstream" => Json(
                new
                {
                    product_id = "3f0b5c1e-9f57-4c0f-8a5e-5a1f0d6c7b11",
                    user_id = user,
                    view_time = 62,
                    page_url = url,
                    ip = "203.0.113.41",
                    ts,
                }
            ),
            "segment" => Json(
                new
                {
                    type = "page",
                    anonymousId = user,
                    userId = (string?)null,
                    messageId = "ajs-next-1",
                    properties = new
                    {
                        path = page,
                        referrer = Referrer,
                        title = "Home",
                        url,
                    },
                    context = new
                    {
                        ip = "203.0.113.50",
                        library = new { name = "analytics.js", version = "next-1.70.0" },
                        page = new
                        {
                            path = page,
                            referrer = Referrer,
                            url,
                        },
                        userAgent = Phone,
                    },
                    timestamp = iso,
                    sentAt = iso,
                    receivedAt = iso,
                }
            ),
            "snowplow" => Json(
                new
                {
                    app_id = "shop",
                    platform = "web",
                    @event = "page_view",
                    event_id = "00000000-0000-4000-8000-0000000000e9",
                    collector_tstamp = iso,
                    derived_tstamp = iso,
                    user_id = user,
                    domain_userid = user,
                    domain_sessionid = "4d4f3b2a-0000-4000-8000-0000000000e1",
                    geo_country = "US",
                    page_url = url,
                    page_urlhost = "www.example.com",
                    page_urlpath = page,
                    page_referrer = Referrer,
                    refr_urlhost = "www.google.com",
                    useragent = Phone,
                    dvce_type = "Mobile",
                    dvce_ismobile = true,
                }
            ),
            "ga4" => Json(
                new
                {
                    event_date = "20261120",
                    event_timestamp = $"{ts}123",
                    event_name = "page_view",
                    event_params = new object[]
                    {
                        Parameter("page_location", url),
                        Parameter("page_title", "Kettles"),
                        Parameter("page_referrer", Referrer),
                        Parameter("ga_session_id", null, "1795341590"),
                    },
                    user_id = (string?)null,
                    user_pseudo_id = user,
                    device = new { category = "mobile", language = "en-nz" },
                    geo = new { city = "Auckland", country = "New Zealand" },
                    platform = "WEB",
                }
            ),
            "posthog" => JsonSerializer.Serialize(
                new
                {
                    uuid = "019a9c01-1111-7000-8000-000000000001",
                    @event = "$pageview",
                    distinct_id = user,
                    timestamp = iso,
                    properties = PosthogProperties(page, url, Referrer),
                },
                Plain
            ),
            "plausible" => Json(
                new
                {
                    name = "pageview",
                    url,
                    domain = "example.com",
                    referrer = Referrer,
                }
            ),
            "matomo" => Json(
                new
                {
                    idsite = "1",
                    rec = "1",
                    apiv = "1",
                    rand = $"{i}",
                    action_name = "Shop",
                    url,
                    urlref = Referrer,
                    _id = user,
                    res = "1920x1080",
                    ua = Phone,
                    country = "de",
                    cdt = time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                }
            ),
            "wikimedia" => Json(
                new
                {
                    meta = new
                    {
                        uri = "https://en.wikipedia.org/wiki/Example",
                        request_id = "00000000-0000-4000-8000-0000000000f1",
                        domain = "en.wikipedia.org",
                        dt = iso,
                        partition = 0,
                        offset = 4_100_000_017,
                    },
                    id = i,
                    type = "edit",
                    title = $"Tea kettle {i % 50}",
                    comment = "fix typo",
                    timestamp = ts / 1000,
                    user,
                    bot = false,
                    server_name = "en.wikipedia.org",
                    wiki = "enwiki",
                }
            ),
            "cloudevents" => Json(
                new
                {
                    specversion = "1.0",
                    id = $"click-{i}",
                    source = "/shop/web",
                    type = "com.example.click",
                    time = iso,
                    datacontenttype = "application/json",
                    data = new
                    {
                        ts,
                        page,
                        user,
                        referrer = Referrer,
                        country = "NZ",
                        device = "mobile",
                        status = 200,
                    },
                }
            ),
            "iot-traffic" => Json(
                new
                {
                    vehicleId = user,
                    vehicleType = "Large Truck",
                    routeId = $"Route-{i % 50}",
                    longitude = "-95.61254",
                    latitude = "33.184204",
                    timestamp = "2026-11-20 02:00:00",
                    speed = 80.0,
                    fuelLevel = 28.0,
                }
            ),
            _ => throw new ArgumentException($"There is no sample of {preset}.", nameof(preset)),
        };
    }

    private static string Json<T>(T message) => JsonSerializer.Serialize(message, Plain);

    private static object Parameter(string key, string? text, string? number = null) =>
        new
        {
            key,
            value = new
            {
                string_value = text,
                int_value = number,
                float_value = (string?)null,
                double_value = (string?)null,
            },
        };

    private static Dictionary<string, string> PosthogProperties(
        string page,
        string url,
        string referrer
    ) =>
        new()
        {
            ["$current_url"] = url,
            ["$host"] = "www.example.com",
            ["$pathname"] = page,
            ["$referrer"] = referrer,
            ["$referring_domain"] = "www.google.com",
            ["$session_id"] = "019a9c01-2222-7000-8000-000000000001",
            ["$device_type"] = "Mobile",
            ["$raw_user_agent"] = Phone,
            ["$geoip_country_code"] = "GB",
            ["$lib"] = "web",
        };
}
