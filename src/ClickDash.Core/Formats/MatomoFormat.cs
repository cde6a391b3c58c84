using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>Parameters of Matomo's Tracking HTTP API as one JSON object (developer.matomo.org/api-reference/tracking-api).</summary>
public sealed class MatomoFormat()
    : JsonFormat(
        "matomo",
        new JsonFields(
            "/cdt",
            "/url",
            "/uid",
            "/cid",
            "/_id",
            "/urlref",
            "/country",
            "/ua",
            "/ping",
            "/ca",
            "/e_c",
            "/link",
            "/download",
            "/idgoal",
            "/search",
            "/c_n"
        )
    )
{
    private const int Cdt = 0;
    private const int Url = 1;
    private const int Uid = 2;
    private const int Cid = 3;
    private const int Id = 4;
    private const int UrlRef = 5;
    private const int Country = 6;
    private const int UserAgent = 7;
    private const int Ping = 8;
    private const int CustomAction = 9;
    private const int FirstOtherAction = 10;
    private const int LastOtherAction = 15;

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        if (IsOtherAction(json))
        {
            return DropReason.None;
        }

        var url = json.Text(Url);
        var agent = json.Agents.Read(json.Text(UserAgent));
        return Add(
            new Click
            {
                Time = json.EpochOrIso(Cdt, TimeUnit.Seconds),
                Page = PageText.Read(url),
                User = json.FirstTextOrNumber(Uid, Cid, Id),
                Referrer = ReferrerText.Read(json.Text(UrlRef), json.Buffer),
                Country = CountryText.Read(json.Text(Country), json.Buffer),
                Device = agent.Device,
                Host = HostText.OfUrl(url, json.Buffer),
                Campaign = CampaignText.OfUrl(url, json.Buffer),
                Browser = agent.Browser,
            },
            clicks
        );
    }

    private static bool IsOtherAction(JsonValues json)
    {
        for (var i = FirstOtherAction; i <= LastOtherAction; i++)
        {
            if (json.IsPresent(i))
            {
                return true;
            }
        }

        return json.TextOrNumber(Ping) is [(byte)'1']
            || json.TextOrNumber(CustomAction) is [(byte)'1'];
    }
}
