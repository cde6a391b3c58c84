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
    [InlineData("Log:Format", "xml")]
    [InlineData("PathBase", "clicks")]
    [InlineData("PathBase", "/clicks/")]
    [InlineData("Security:TrustedProxies", "proxy.example")]
    public void A_wrong_value_is_named_with_what_was_got(string setting, string value)
    {
        var (_, problems) = Read((setting, value));

        var problem = problems.ShouldHaveSingleItem();
        problem.ShouldContain($"ClickDash:{setting}");
        problem.ShouldContain(value.TrimStart('-'));
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_named()
    {
        var (_, problems) = Read(("Kafka:Topik", "clicks"));

        problems.ShouldHaveSingleItem().ShouldStartWith("ClickDash:Kafka:Topik is not a setting.");
    }

    [Theory]
    [InlineData("Kafka:Client:sasl.username")]
    [InlineData("Kafka:Client:sasl_username")]
    [InlineData("KAFKA:CLIENT:SASL_USERNAME")]
    public void A_property_of_Kafkas_client_may_be_written_as_a_variable_is(string name)
    {
        var (settings, problems) = Read((name, "me"));

        problems.ShouldBeEmpty();
        settings.Kafka.Client.ShouldBe(new Dictionary<string, string> { ["sasl.username"] = "me" });
    }

    [Theory]
    [InlineData("two words", null, "ViewerKey")]
    [InlineData("same", "same", "PresenterKey")]
    public void A_key_that_cannot_be_one_is_named_and_not_repeated(
        string viewer,
        string? presenter,
        string named
    )
    {
        var (_, problems) = Read(
            ("Security:ViewerKey", viewer),
            ("Security:PresenterKey", presenter ?? "")
        );

        var problem = problems.ShouldHaveSingleItem();
        problem.ShouldStartWith($"ClickDash:Security:{named} ");
        problem.ShouldNotContain(viewer == "same" ? "'same'" : viewer);
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
