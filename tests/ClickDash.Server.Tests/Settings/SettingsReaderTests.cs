using ClickDash.Core.Alerts;
using ClickDash.Server.Settings;
using ClickDash.Testing;
using Microsoft.Extensions.Configuration;

namespace ClickDash.Server.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Theory]
    [InlineData("foo", "foo")]
    [InlineData("http://localhost:5080; localhost:5081", "localhost:5081")]
    [InlineData("http://localhost:port", "http://localhost:port")]
    [InlineData("ftp://localhost:5080", "ftp://localhost:5080")]
    public void An_address_to_listen_at_that_is_none_stops_the_start(string urls, string wrong)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("urls", urls)])
            .Build();

        SettingsReader
            .Read(configuration)
            .Problems.ShouldHaveSingleItem()
            .ShouldStartWith($"--urls (or ASPNETCORE_URLS) is '{wrong}'; it takes addresses");
    }

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://*:5080;https://+:5443")]
    [InlineData("http://[::]:80")]
    [InlineData("http://unix:/tmp/clickdash.sock")]
    public void Addresses_that_Kestrel_takes_are_taken(string urls) =>
        SettingsReader
            .Read(new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls)]).Build())
            .Problems.ShouldBeEmpty();

    [Fact]
    public void Every_setting_that_is_documented_is_one()
    {
        var rows = File.ReadLines(
                Path.Combine(Repository.Find("docs", "configuration.md")!, "configuration.md")
            )
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1])
            .TakeWhile(names => !names.Contains("`/", StringComparison.Ordinal));
        var keys = rows.SelectMany(names => names.Split(','))
            .Select(name => name.Trim(' ', '`'))
            .Where(name =>
                name.Contains(':', StringComparison.Ordinal)
                && !name.Contains("NAME", StringComparison.Ordinal)
                && !name.Contains('*', StringComparison.Ordinal)
                && !name.Contains('…', StringComparison.Ordinal)
            )
            .ToArray();

        keys.ShouldContain("Live:Settling");
        keys.ShouldContain("Kafka:Readers");
        foreach (var key in keys)
        {
            var configuration = new ConfigurationBuilder()
                .AddInMemoryCollection([new($"ClickDash:{key}", "1")])
                .Build();
            SettingsReader
                .Read(configuration)
                .Problems.ShouldNotContain(problem => problem.Contains("is not a setting"), key);
        }
    }

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

    [Theory]
    [InlineData("Alerts:0:For", "30s", "a length of time such as 00:10:00")]
    [InlineData("Alerts:0:Threshold", "x", "a number")]
    [InlineData("Topics:0:FormatOptions:PageSegments", "x", "a whole number")]
    [InlineData("Topics:0:FormatOptions:PageIds", "maybe", "true or false")]
    [InlineData("FormatOptions:TimeUnit", "weeks", "one of Seconds, Milliseconds, Microseconds")]
    [InlineData("FormatOptions:TimeUnit", "7", "one of Seconds, Milliseconds, Microseconds")]
    [InlineData("Scenes:Words:Always", "maybe", "true or false")]
    [InlineData("Kafka:Readers", "many", "a whole number")]
    [InlineData("Simulator:Rate", "fast", "a number")]
    public void A_value_that_does_not_convert_is_named_wherever_it_stands(
        string setting,
        string value,
        string takes
    )
    {
        var (_, problems) = Read(
            ("Alerts:0:Kind", "no-clicks"),
            ("Topics:0:Topic", "t"),
            ("Topics:0:Format", "map"),
            ("Topics:0:FormatOptions:Page", "/p"),
            (setting, value)
        );

        problems.ShouldBe([$"ClickDash:{setting} is '{value}'; it takes {takes}."]);
    }

    [Fact]
    public void All_that_does_not_convert_is_named_at_once()
    {
        var (_, problems) = Read(
            ("Alerts:0:For", "30s"),
            ("Live:TickMilliseconds", "often"),
            ("Scenes:Words:Always", "maybe")
        );

        problems.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("Kafka")]
    [InlineData("Alerts")]
    [InlineData("Alerts:0")]
    [InlineData("Alerts:first:Kind")]
    [InlineData("Scenes:Words")]
    [InlineData("Format:0")]
    [InlineData("Sources:0:Topic")]
    public void A_value_where_none_stands_is_not_a_setting(string setting)
    {
        var (_, problems) = Read((setting, "clicks"));

        problems.ShouldContain(problem =>
            problem.StartsWith($"ClickDash:{setting} is not a setting.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_store_is_neither_at_a_folders_place_nor_below_a_file()
    {
        var file = Path.GetTempFileName();

        string[] wrong = [Path.GetTempPath(), Path.Combine(file, "clickdash.db")];
        foreach (var path in wrong)
        {
            Read(("Store:Path", path))
                .Problems.ShouldHaveSingleItem()
                .ShouldBe(
                    $"ClickDash:Store:Path is '{path}'; it takes a file's path: not a folder's, and none below a file."
                );
        }

        File.Delete(file);
        Read(("Store:Path", file)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Lists_that_are_written_as_empty_are_empty()
    {
        using var json = new MemoryStream(
            """{"ClickDash":{"Topics":[],"Alerts":[],"Scenes":{},"Kafka":{}}}"""u8.ToArray()
        );

        var (settings, problems) = SettingsReader.Read(
            new ConfigurationBuilder().AddJsonStream(json).Build()
        );

        problems.ShouldBeEmpty();
        settings.Topics.ShouldBeEmpty();
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

        problems
            .ShouldHaveSingleItem()
            .ShouldContain(setting.EndsWith("Formt", StringComparison.Ordinal) ? setting : value);
    }

    [Theory]
    [InlineData("Topics:0:Topic", "got ''")]
    [InlineData("Topics:0:FormatOptions:Page", "is missing")]
    public void What_one_of_several_topics_lacks_is_named_where_it_belongs(
        string setting,
        string problem
    )
    {
        var (_, problems) = Read(("Topics:0:Format", "map"));

        problems.ShouldContain(one => one.StartsWith($"ClickDash:{setting} {problem}"));
        problems.ShouldAllBe(one => one.StartsWith("ClickDash:Topics:0:"));
    }

    [Theory]
    [InlineData("Kafka:Topik", "Kafka:Topic")]
    [InlineData("Topic", "Kafka:Topic")]
    [InlineData("kafka:bootstrapserver", "Kafka:BootstrapServers")]
    [InlineData("Topics:1:Formt", "Topics:1:Format")]
    [InlineData("Topics:0:FormatOptions:Pagesegment", "Topics:0:FormatOptions:PageSegments")]
    [InlineData("Alerts:2:Treshold", "Alerts:2:Threshold")]
    [InlineData("Scenes:Words:Topic", "Scenes:Words:Topics")]
    [InlineData("Stores:Path", "Store:Path")]
    public void A_setting_that_does_not_exist_is_named_with_the_nearest(
        string setting,
        string nearest
    )
    {
        var (_, problems) = Read((setting, "clicks"));

        problems
            .Where(problem => problem.StartsWith($"ClickDash:{setting} ", StringComparison.Ordinal))
            .ShouldBe([
                $"ClickDash:{setting} is not a setting. Did you mean ClickDash:{nearest}? All settings stand in docs/configuration.md.",
            ]);
    }

    [Fact]
    public void One_that_is_like_none_is_named_alone() =>
        Read(("Wavelength:Of:Everything", "1"))
            .Problems.ShouldBe([
                "ClickDash:Wavelength:Of:Everything is not a setting. All settings stand in docs/configuration.md.",
            ]);

    [Theory]
    [InlineData("Kind", "rate-up")]
    [InlineData("Threshold", "-1")]
    [InlineData("Threshold", "1.5")]
    [InlineData("Clear", "0.6")]
    [InlineData("For", "-00:00:01")]
    [InlineData("Name", "<b>")]
    public void A_wrong_alert_is_named_with_what_was_got(string setting, string value)
    {
        var settings = new Dictionary<string, string>
        {
            ["Kind"] = "error-share-above",
            ["Threshold"] = "0.5",
        };
        settings[setting] = value;

        var (_, problems) = Read([.. settings.Select(one => ($"Alerts:0:{one.Key}", one.Value))]);

        var problem = problems.ShouldHaveSingleItem();
        problem.ShouldStartWith($"ClickDash:Alerts:0:{setting} is '{value}'; it takes ");
    }

    [Fact]
    public void An_alert_clears_a_tenth_on_the_good_side_of_its_threshold()
    {
        var (settings, problems) = Read(
            ("Alerts:0:Kind", "rate-below"),
            ("Alerts:0:Threshold", "10"),
            ("Alerts:1:Kind", "Lag-Above"),
            ("Alerts:1:Threshold", "100"),
            ("Alerts:1:For", "00:01:00")
        );

        problems.ShouldBeEmpty();
        settings
            .Alerts.Select(one => one.Rule())
            .ShouldBe([
                new("rate-below", AlertKind.RateBelow, 10, 11, TimeSpan.Zero),
                new("lag-above", AlertKind.LagAbove, 100, 90, TimeSpan.FromMinutes(1)),
            ]);
    }

    [Fact]
    public void Two_alerts_of_one_name_and_a_webhook_that_is_no_address_are_named()
    {
        var (_, problems) = Read(
            ("Alerts:0:Kind", "lag-above"),
            ("Alerts:0:Threshold", "1"),
            ("Alerts:1:Kind", "lag-above"),
            ("Alerts:1:Threshold", "2"),
            ("AlertWebhook:Url", "hooks.example/secret")
        );

        problems.Count.ShouldBe(2);
        problems[0].ShouldStartWith("ClickDash:Alerts:1:Name is 'lag-above'");
        problems[1].ShouldStartWith("ClickDash:AlertWebhook:Url is not an address");
        problems[1].ShouldNotContain("secret");
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
