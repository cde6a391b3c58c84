using ClickDash.Server.Settings;
using Microsoft.Extensions.Configuration;

namespace ClickDash.Server.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Nothing_set_is_a_demo()
    {
        var (settings, problems) = Read();

        problems.ShouldBeEmpty();
        settings.IsEmbedded.ShouldBeTrue();
        settings.Kafka.Topic.ShouldBe("clicks");
        settings.Live.TickMilliseconds.ShouldBe(250);
    }

    [Theory]
    [InlineData("Format", "clix")]
    [InlineData("Time", "mine")]
    [InlineData("Simulator:Rate", "-1")]
    [InlineData("Live:TickMilliseconds", "1")]
    [InlineData("Live:TickMilliseconds", "often")]
    [InlineData("Live:AllowedLateness", "-00:01:00")]
    [InlineData("Live:MaxValuesPerDimension", "0")]
    [InlineData("Kafka:StartFrom", "yesterday")]
    public void A_wrong_value_is_named_with_what_was_got(string setting, string value)
    {
        var (_, problems) = Read((setting, value));

        var problem = problems.ShouldHaveSingleItem();
        problem.ShouldContain($"ClickDash:{setting}");
        problem.ShouldContain(value.TrimStart('-'));
    }

    [Fact]
    public void Several_topics_have_formats_of_their_own()
    {
        var (settings, problems) = Read(
            ("Topics:0:Topic", "clicks"),
            ("Topics:1:Topic", "w10_access_log"),
            ("Topics:1:Format", "access-log"),
            ("Topics:1:FormatOptions:Zone", "+10:00")
        );

        problems.ShouldBeEmpty();
        settings
            .Sources.Select(one => (one.Topic, one.Format))
            .ShouldBe([("clicks", "clicks"), ("w10_access_log", "access-log")]);
        settings.Sources[1].FormatOptions.Zone.ShouldBe("+10:00");
    }

    [Theory]
    [InlineData("Topics:0:Format", "clix")]
    [InlineData("Topics:1:Topic", "not a topic")]
    [InlineData("Topics:0:Formt", "clicks")]
    [InlineData("Topics:1:Topic", "shop")]
    public void A_wrong_one_of_several_topics_is_named(string setting, string value)
    {
        var (_, problems) = Read(("Topics:0:Topic", "shop"), (setting, value));

        problems.ShouldHaveSingleItem().ShouldContain(setting.EndsWith("Formt") ? setting : value);
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_named()
    {
        var (_, problems) = Read(("Kafka:Topik", "clicks"));

        problems.ShouldHaveSingleItem().ShouldStartWith("ClickDash:Kafka:Topik is not a setting.");
    }

    private static (ClickDashSettings Settings, IReadOnlyList<string> Problems) Read(
        params (string Name, string Value)[] settings
    ) =>
        SettingsReader.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.Select(one =>
                        KeyValuePair.Create($"ClickDash:{one.Name}", (string?)one.Value)
                    )
                )
                .Build()
        );
}
