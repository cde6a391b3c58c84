using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>Datagen's quickstart <c>clickstream</c> (kafka-connect-datagen, <c>clickstream_schema.avro</c>).</summary>
public sealed class ConfluentClickstreamFormat()
    : DatagenFormat(
        "confluent-clickstream",
        dashIsAbsent: true,
        "request",
        "userid",
        "ip",
        "referrer",
        "agent",
        "status"
    )
{
    private const int Request = 0;
    private const int UserId = 1;
    private const int Ip = 2;
    private const int Referrer = 3;
    private const int Agent = 4;
    private const int Status = 5;

    private protected override DropReason Read(JsonValues json, int from, IClickSink clicks)
    {
        // userid runs from -1, which is nobody.
        var user = json.TextOrNumber(from + UserId);
        if (user.IsEmpty || user[0] == '-')
        {
            user = json.Text(from + Ip);
        }

        var target = RequestText.Target(json.Text(from + Request));
        var agent = json.Agents.Read(json.Text(from + Agent));
        return Add(
            new Click
            {
                Page = PageText.Read(target),
                User = user,
                Referrer = ReferrerText.Read(json.Text(from + Referrer), json.Buffer),
                Device = agent.Device,
                Status = json.Status(from + Status),
                Host = HostText.OfUrl(target, json.Buffer),
                Campaign = CampaignText.OfUrl(target, json.Buffer),
                Browser = agent.Browser,
            },
            clicks
        );
    }
}
