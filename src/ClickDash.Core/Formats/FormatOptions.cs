using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>Settings of formats, under <c>ClickDash:FormatOptions</c>. What a format does not take is not looked at.</summary>
public sealed record FormatOptions
{
    /// <summary>fit5202: the name of the member to count, <c>Clicks</c> where not given. map: the weight's pointer.</summary>
    public string? Weight { get; init; }

    /// <summary>
    /// The zone of times written without one, as an offset or a name. iot-traffic: <c>-07:00</c> where not given; map: UTC.
    /// </summary>
    public string? Zone { get; init; }

    /// <summary>map: the page's JSON pointer (RFC 6901; members of objects only), such as <c>/context/url</c>.</summary>
    public string? Page { get; init; }

    /// <summary>map: the pointer of the time, a number or ISO 8601.</summary>
    public string? Time { get; init; }

    /// <summary>map: the unit of times that are numbers.</summary>
    public TimeUnit TimeUnit { get; init; } = TimeUnit.Milliseconds;

    /// <summary>map: the pointer of who clicked.</summary>
    public string? User { get; init; }

    /// <summary>map: the pointer of the visit.</summary>
    public string? Session { get; init; }

    /// <summary>map: the pointer of the referrer, a URL or host.</summary>
    public string? Referrer { get; init; }

    /// <summary>map: the pointer of the country.</summary>
    public string? Country { get; init; }

    /// <summary>map: the pointer of the device's name.</summary>
    public string? Device { get; init; }

    /// <summary>map: the pointer of the user agent, looked at where <see cref="Device"/> says nothing.</summary>
    public string? UserAgent { get; init; }

    /// <summary>map: the pointer of the HTTP status.</summary>
    public string? Status { get; init; }

    /// <summary>map: the pointer of the host that was asked for; looked for in the page where not given.</summary>
    public string? Host { get; init; }

    /// <summary>map: the pointer of the campaign; looked for in the page's query where not given.</summary>
    public string? Campaign { get; init; }

    /// <summary>map: the pointer of the browser's name; of the user agent where not given.</summary>
    public string? Browser { get; init; }

    /// <summary>map: whether a page is taken as sent, with its host and query.</summary>
    public bool PageVerbatim { get; init; }

    /// <summary>map: how many of a page's first segments are kept; 0 keeps all.</summary>
    public int PageSegments { get; init; }

    /// <summary>map: whether segments that are ids become <c>:id</c>.</summary>
    public bool PageIds { get; init; }

    /// <summary>What is wrong with the settings that a format takes, in sentences that name them; empty where nothing is.</summary>
    public IEnumerable<string> Errors(string format)
    {
        if (
            format == "fit5202"
            && Weight is not null
            && (string.IsNullOrWhiteSpace(Weight) || Weight == "*")
        )
        {
            yield return $"ClickDash:FormatOptions:Weight is '{Weight}': it takes the name of a member with whole numbers, such as Clicks or Impressions.";
        }

        if (
            format is "iot-traffic" or "map"
            && Zone is not null
            && !Text.Zone.TryParse(Zone, out _)
        )
        {
            yield return $"ClickDash:FormatOptions:Zone is '{Zone}': it takes an offset such as -07:00 or a zone such as Asia/Kolkata.";
        }

        if (format != "map")
        {
            yield break;
        }

        if (Page is null)
        {
            yield return "ClickDash:FormatOptions:Page is missing: the format map takes a JSON pointer to the page, such as /context/url.";
        }

        if (PageSegments < 0)
        {
            yield return $"ClickDash:FormatOptions:PageSegments is {PageSegments}: it takes how many segments to keep, 0 for all.";
        }

        foreach (var (setting, pointer) in Pointers())
        {
            if (pointer is not null && !IsPointer(pointer))
            {
                yield return $"ClickDash:FormatOptions:{setting} is '{pointer}': it takes a JSON pointer to a member, such as /context/url.";
            }
        }
    }

    /// <summary>The pointers of a mapping with the settings that hold them.</summary>
    internal IEnumerable<(string Setting, string? Pointer)> Pointers() =>
        [
            (nameof(Page), Page),
            (nameof(Time), Time),
            (nameof(User), User),
            (nameof(Session), Session),
            (nameof(Referrer), Referrer),
            (nameof(Country), Country),
            (nameof(Device), Device),
            (nameof(UserAgent), UserAgent),
            (nameof(Status), Status),
            (nameof(Weight), Weight),
            (nameof(Host), Host),
            (nameof(Campaign), Campaign),
            (nameof(Browser), Browser),
        ];

    private static bool IsPointer(string pointer) =>
        pointer.StartsWith('/')
        && pointer
            .Split('/')
            .Skip(1)
            .All(segment =>
                segment != "*"
                && !segment
                    .Replace("~0", "", StringComparison.Ordinal)
                    .Replace("~1", "", StringComparison.Ordinal)
                    .Contains('~')
            );
}
