using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ClickDash.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Server.Tests.Ops;

/// <summary>Metrics and what is written about them.</summary>
public sealed partial class MetricsDocumentTests(MetricsDocumentTests.Fixture server)
    : IClassFixture<MetricsDocumentTests.Fixture>
{
    [Fact]
    public async Task Every_metric_of_ours_stands_in_the_operators_page_and_no_other()
    {
        await server.ProduceAsync(
            ["""{"page":"/a"}"""u8.ToArray()],
            TestContext.Current.CancellationToken
        );
        await server.TotalsAfterAsync(1, TestContext.Current.CancellationToken);
        var scraped = await server.Http.GetStringAsync(
            "metrics",
            TestContext.Current.CancellationToken
        );
        var page = await File.ReadAllTextAsync(
            Path.Combine(Repository.Find("docs", "operations.md")!, "operations.md"),
            TestContext.Current.CancellationToken
        );

        var emitted = Family().Matches(scraped).Select(one => one.Groups["name"].Value).ToArray();
        emitted.Length.ShouldBeGreaterThan(5);
        Documented()
            .Matches(page)
            .Select(one => one.Groups["name"].Value)
            .Distinct()
            .ShouldBe(emitted.Distinct(), ignoreOrder: true);
    }

    [GeneratedRegex(
        "^# TYPE (?<name>clickdash_\\w+) ",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Family();

    [GeneratedRegex(
        "^\\| `(?<name>clickdash_\\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Documented();

    /// <summary>A server that has something to say under every metric.</summary>
    public sealed class Fixture : ServerFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string>
            {
                ["ClickDash:Alerts:0:Kind"] = "lag-above",
                ["ClickDash:Alerts:0:Threshold"] = "1000000",
            };
    }
}

/// <summary>A server whose environment names a collector.</summary>
public sealed class CollectorTests
{
    [Fact]
    public async Task A_collector_that_is_named_gets_the_metrics()
    {
        var patience = TestContext.Current.CancellationToken;
        var received = new TaskCompletionSource<string>();
        await using var collector = WebApplication.CreateSlimBuilder().Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost(
            "/v1/metrics",
            async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body, patience);
                var text = Encoding.Latin1.GetString(body.ToArray());
                if (text.Contains("clickdash.messages", StringComparison.Ordinal))
                {
                    received.TrySetResult(text);
                }
            }
        );
        await collector.StartAsync(patience);

        await using var server = new Fixture(collector.Urls.First());
        await server.InitializeAsync();

        var metrics = await received.Task.WaitAsync(ServerFixture.Patience, patience);
        metrics.ShouldContain("service.name");
        metrics.ShouldContain("clicks-of-mine");
    }

    private sealed class Fixture(string collector) : ServerFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
                ["OTEL_SERVICE_NAME"] = "clicks-of-mine",
            };
    }
}
