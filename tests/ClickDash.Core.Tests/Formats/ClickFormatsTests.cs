using ClickDash.Core.Formats;

namespace ClickDash.Core.Tests.Formats;

public sealed class ClickFormatsTests
{
    [Fact]
    public void Every_name_makes_the_format_of_that_name()
    {
        foreach (var name in ClickFormats.Presets)
        {
            ClickFormats.Create(name).Name.ShouldBe(name);
        }
    }

    [Fact]
    public void A_wrong_name_is_answered_with_the_setting_what_it_takes_and_the_nearest()
    {
        var message = Should
            .Throw<ArgumentException>(() => ClickFormats.Create("acces_log"))
            .Message;
        message.ShouldContain("ClickDash:Format is 'acces_log'");
        message.ShouldContain("confluent-pageviews");
        message.ShouldContain("Did you mean access-log?");
        ClickFormats
            .Errors("xml-over-fax", new FormatOptions())
            .ShouldHaveSingleItem()
            .ShouldNotContain("Did you mean");
    }

    [Fact]
    public void The_weight_of_fit5202_can_be_another_member()
    {
        var format = ClickFormats.Create("fit5202", new FormatOptions { Weight = "Impressions" });
        format
            .One("""{"Clicks":1,"Impressions":6,"ts":1795137300}""")
            .ShouldBe(new SeenClick("(all)", 1_795_137_300_000, Weight: 6));
        format.All("""{"Clicks":1}""").ShouldBeNull();
    }

    [Theory]
    [InlineData("Asia/Kolkata", "2026-11-20 14:30:00")]
    [InlineData("+05:30", "2026-11-20 14:30:00")]
    [InlineData("UTC", "2026-11-20 09:00:00")]
    [InlineData("Australia/Melbourne", "2026-11-20 20:00:00")]
    [InlineData("Australia/Melbourne", "2026-11-20T09:00:00Z")]
    public void The_zone_of_iot_traffic_can_be_another(string zone, string time) =>
        ClickFormats
            .Create("iot-traffic", new FormatOptions { Zone = zone })
            .One($$"""{"routeId":"r","timestamp":"{{time}}"}""")
            .ShouldBe(new SeenClick("r", 1_795_165_200_000));

    [Fact]
    public void Wrong_options_are_named_for_the_format_that_takes_them()
    {
        var options = new FormatOptions { Weight = "", Zone = "Mars/Olympus" };
        ClickFormats
            .Errors("fit5202", options)
            .ShouldHaveSingleItem()
            .ShouldContain("ClickDash:FormatOptions:Weight");
        ClickFormats
            .Errors("iot-traffic", options)
            .ShouldHaveSingleItem()
            .ShouldContain("Mars/Olympus");
        ClickFormats.Errors("clicks", options).ShouldBeEmpty();
    }
}
