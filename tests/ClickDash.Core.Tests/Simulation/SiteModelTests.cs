using System.Buffers;
using System.Text;
using System.Text.Json;
using ClickDash.Core.Formats.Writing;
using ClickDash.Core.Simulation;

namespace ClickDash.Core.Tests.Simulation;

public sealed class SiteModelTests
{
    private const long Noon = 1_769_860_800_000;

    [Fact]
    public void The_same_seed_and_times_give_the_same_clicks()
    {
        Clicks(500, seed: 7).ShouldBe(Clicks(500, seed: 7));
        Clicks(500, seed: 7).ShouldNotBe(Clicks(500, seed: 8));
    }

    [Fact]
    public void Every_click_is_json_with_its_time_page_user_session_and_status()
    {
        foreach (var (text, i) in Clicks(5000).Select((text, i) => (text, i)))
        {
            using var json = JsonDocument.Parse(text);
            var click = json.RootElement;
            click.GetProperty("ts").GetInt64().ShouldBe(Noon + (i * 10));
            SiteModel.PagePaths.ShouldContain(click.GetProperty("page").GetString());
            click.GetProperty("user").GetString().ShouldStartWith("u");
            click.GetProperty("session").GetString().ShouldStartWith("s");
            click.GetProperty("country").GetString()!.Length.ShouldBe(2);
            click
                .GetProperty("device")
                .GetString()
                .ShouldBeOneOf("mobile", "desktop", "tablet", "bot");
            click.GetProperty("status").GetInt32().ShouldBeOneOf(200, 404, 500);
        }
    }

    [Fact]
    public void Clicks_have_a_host_a_browser_and_a_few_a_campaign()
    {
        var clicks = Clicks(20_000).Select(text => JsonDocument.Parse(text).RootElement).ToArray();
        clicks
            .Select(click => click.GetProperty("host").GetString())
            .Distinct()
            .ShouldBe(["shop.example", "m.shop.example"], ignoreOrder: true);
        clicks
            .Select(click => click.GetProperty("browser").GetString())
            .Distinct()
            .ShouldBe(["Chrome", "Safari", "Firefox", "Edge", "Googlebot"], ignoreOrder: true);
        clicks.Count(click => click.TryGetProperty("campaign", out _)).ShouldBeInRange(1200, 4000);
    }

    [Fact]
    public void Popular_pages_lead_and_every_page_is_seen()
    {
        var pages = Parsed(100_000)
            .CountBy(click => click.Page)
            .OrderByDescending(page => page.Value)
            .ToArray();
        SiteModel.PagePaths.Count.ShouldBeInRange(38, 45);
        pages.Length.ShouldBe(SiteModel.PagePaths.Count);
        pages[0].Value.ShouldBeGreaterThan(pages[9].Value * 2);
        pages[9].Value.ShouldBeGreaterThan(pages[^1].Value * 3);
    }

    [Fact]
    public void A_few_clicks_fail()
    {
        var status = Parsed(100_000).CountBy(click => click.Status).ToDictionary();
        status[404].ShouldBeInRange(200, 6000);
        status[500].ShouldBeInRange(50, 2000);
        status[200].ShouldBeGreaterThan(90_000);
    }

    [Fact]
    public void Nobody_checks_out_who_did_not_see_the_cart_or_sign_in_before()
    {
        var previous = new Dictionary<string, string>();
        foreach (var click in Parsed(50_000))
        {
            if (click.Page == "/checkout")
            {
                previous[click.Session]
                    .ShouldBeOneOf("/cart", "/login", "/account", "/account/orders");
            }

            if (click.Page == "/checkout/thanks")
            {
                previous[click.Session].ShouldBe("/checkout");
            }

            previous[click.Session] = click.Page;
        }
    }

    [Fact]
    public void Visits_are_several_clicks_long_and_belong_to_one_user()
    {
        var visits = Parsed(50_000).GroupBy(click => click.Session).ToArray();
        visits.Average(visit => visit.Count()).ShouldBeInRange(3, 9);
        visits.ShouldAllBe(visit => visit.Select(click => click.User).Distinct().Count() == 1);
    }

    [Fact]
    public void Clicks_come_by_chance_and_by_the_rate_on_average()
    {
        // Forty clicks a second for an hour.
        var site = new SiteModel();
        var seconds = new int[3600];
        for (var at = site.NextGap() / 40; at < seconds.Length; at += site.NextGap() / 40)
        {
            seconds[(int)at]++;
        }

        // By Poisson the variance is the mean; the bounds are five standard errors away.
        var mean = seconds.Average();
        mean.ShouldBe(40, 0.53);
        seconds.Average(count => (count - mean) * (count - mean)).ShouldBe(40, 4.8);
    }

    [Fact]
    public void A_day_swells_around_one()
    {
        var day = Enumerable
            .Range(0, 86_400)
            .Select(second => SiteModel.Swell(Noon + (second * 1000L)))
            .ToArray();
        day.Average().ShouldBe(1, 0.02);
        day.Min().ShouldBeInRange(0.2, 0.5);
        day.Max().ShouldBeInRange(1.5, 2.2);
    }

    [Fact]
    public void Bursts_come_once_a_minute_and_leave_the_mean_as_it_is()
    {
        var minute = Enumerable
            .Range(0, 60)
            .Select(second => SiteModel.Burst(Noon + (second * 1000L)))
            .ToArray();
        minute.Average().ShouldBe(1, 1e-9);
        minute.Count(rate => rate > 1).ShouldBe(5);
    }

    [Fact]
    public void The_same_visitors_walk_in_every_format()
    {
        var site = new SiteModel();
        var inAccessLog = new SiteModel(writer: ClickWriters.Create("access-log"));
        var buffer = new ArrayBufferWriter<byte>();
        for (var i = 0; i < 1000; i++)
        {
            buffer.ResetWrittenCount();
            var page = site.Next(Noon + i, buffer).ToArray();
            inAccessLog.Next(Noon + i, buffer).ToArray().ShouldBe(page);
        }
    }

    [Fact]
    public void Mishaps_are_as_frequent_as_asked_for_and_the_same_for_the_same_seed()
    {
        var by = TimeSpan.FromSeconds(30);
        Mishaps Make(long seed) =>
            new(seed)
            {
                Late = 0.02,
                LateBy = by,
                Duplicates = 0.01,
            };
        var (one, same) = (Make(7), Make(7));
        var (late, twice) = (0, 0);
        for (var i = 0; i < 100_000; i++)
        {
            var happened = one.Happened(Noon);
            same.Happened(Noon).ShouldBe(happened);
            if (happened != Noon)
            {
                late++;
                (Noon - happened).ShouldBeInRange(15_000, 30_000);
            }

            var comesTwice = one.ComesTwice();
            same.ComesTwice().ShouldBe(comesTwice);
            twice += comesTwice ? 1 : 0;
        }

        // Five standard errors around what is asked for.
        late.ShouldBeInRange(1780, 2220);
        twice.ShouldBeInRange(843, 1157);
    }

    [Fact]
    public void A_click_allocates_next_to_nothing()
    {
        var site = new SiteModel();
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(100_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(20_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000);

        void Write(int count)
        {
            for (var i = 0; i < count; i++)
            {
                buffer.ResetWrittenCount();
                site.Next(Noon + (i * 10), buffer);
            }
        }
    }

    private static IEnumerable<(string Page, string User, string Session, int Status)> Parsed(
        int count
    )
    {
        foreach (var text in Clicks(count))
        {
            using var json = JsonDocument.Parse(text);
            var click = json.RootElement;
            yield return (
                click.GetProperty("page").GetString()!,
                click.GetProperty("user").GetString()!,
                click.GetProperty("session").GetString()!,
                click.GetProperty("status").GetInt32()
            );
        }
    }

    /// <summary>A hundred clicks a second from noon on.</summary>
    private static List<string> Clicks(int count, long seed = 1)
    {
        var site = new SiteModel(seed);
        var buffer = new ArrayBufferWriter<byte>(1024);
        var clicks = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            buffer.ResetWrittenCount();
            site.Next(Noon + (i * 10), buffer);
            clicks.Add(Encoding.UTF8.GetString(buffer.WrittenSpan));
        }

        return clicks;
    }
}
