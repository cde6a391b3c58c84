using System.Text.RegularExpressions;
using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>The published server, started and stopped as people do.</summary>
public sealed partial class PublishedServerTests
{
    private static bool IsJemallocInstalled =>
        OperatingSystem.IsLinux()
        && Directory
            .EnumerateDirectories("/usr/lib")
            .Append("/usr/lib")
            .Any(folder => File.Exists(Path.Combine(folder, "libjemalloc.so.2")));

    [Fact]
    public async Task Without_settings_it_says_where_its_page_and_its_broker_are()
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
        await using var server = await ProductServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var page = await http.GetStringAsync("", TestContext.Current.CancellationToken);
        page.ShouldContain("DEMO");
        var broker = await server.BrokerAsync();
        page.ShouldContain(broker);
    }

    [Fact]
    public async Task It_takes_its_memory_from_jemalloc_where_that_is_installed()
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
        Assert.SkipUnless(IsJemallocInstalled, "jemalloc is not installed.");
        await using var server = await ProductServer.StartAsync();

        File.ReadLines($"/proc/{server.Id}/maps")
            .ShouldContain(mapping => mapping.EndsWith("libjemalloc.so.2"));
    }

    [Fact]
    public async Task One_that_cannot_listen_ends_with_a_sentence_and_takes_its_broker_down_in_order()
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");

        var (exitCode, output) = await ProductServer.FailAsync(
            "--Kestrel:Endpoints:Https:Url",
            "https://127.0.0.1:0",
            "--Kestrel:Endpoints:Https:Certificate:Path",
            "no-such.pfx"
        );

        exitCode.ShouldBe(2, output);
        output.ShouldContain("ClickDash cannot start:");
        output.ShouldContain("no-such.pfx");
    }

    [Fact]
    public async Task A_second_one_on_the_same_store_ends_with_a_sentence()
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
        var folder = Directory.CreateTempSubdirectory("clickdash-shared-");
        string[] store = ["--ClickDash:Store:Path", Path.Combine(folder.FullName, "clickdash.db")];
        var first = await ProductServer.StartAsync(store);

        var (exitCode, output) = await ProductServer.FailAsync([
            "--urls",
            "http://127.0.0.1:0",
            .. store,
        ]);

        await first.DisposeAsync();
        folder.Delete(recursive: true);
        exitCode.ShouldBe(2, output);
        output.ShouldContain("ClickDash cannot start:");
        output.ShouldContain("is in use by another ClickDash");
        output.ShouldNotContain("Unhandled exception");
    }

    [Fact]
    public async Task What_a_browser_loads_is_kept_for_good_and_comes_under_a_name_of_its_content()
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
        await using var server = await ProductServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var page = await http.GetStringAsync("", TestContext.Current.CancellationToken);
        string[] assets =
        [
            .. Asset().Matches(page).Select(found => found.Groups["path"].Value).Distinct(),
        ];
        assets.ShouldContain(path => path.StartsWith("css/app."));
        assets.ShouldContain(path => path.StartsWith("_framework/"));
        foreach (var path in assets)
        {
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
            var caching = answer.Headers.CacheControl!.ToString();
            caching.ShouldContain("immutable", customMessage: path);
            caching.ShouldContain("max-age=31536000", customMessage: path);
        }
    }

    /// <summary>A file of the site's own with the mark of its content before its ending.</summary>
    [GeneratedRegex(
        "(?:href|src)=\"(?<path>(?:css|js|_framework|_content)/[^\"]+\\.[a-z0-9]{10}\\.[a-z]+)\"",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Asset();
}
