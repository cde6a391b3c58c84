using System.Globalization;
using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>What is saved is what is shown, and what the server counts.</summary>
[Collection(DemoSite.Name)]
public sealed class ExportTests(BrowserFixture browser, DemoSite demo)
{
    [Fact]
    public async Task The_lines_csv_agrees_with_the_api_second_by_second()
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        await dashboard.IsLiveAsync();

        // A late click may change a second between the two readings: then they are read again.
        await Poll.UntilAsync(
            async () =>
                (
                    Server: await demo.Site.SnapshotAsync(),
                    File: await SaveAsync(dashboard.Page, "line", "CSV")
                ),
            both => Agree(both.Server, File.ReadAllLines(both.File)),
            "file and server to agree"
        );
        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chart_is_saved_as_a_picture()
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        await dashboard.IsLiveAsync();

        var picture = await File.ReadAllBytesAsync(
            await SaveAsync(dashboard.Page, "ranking", "PNG"),
            TestContext.Current.CancellationToken
        );

        picture.Take(4).ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        picture.Length.ShouldBeGreaterThan(5000);
    }

    private static bool Agree(Core.Wire.Snapshot server, string[] lines)
    {
        var saved = lines
            .Skip(1)
            .Select(line => line.Split(','))
            .Where(cells => cells[3] == "counted")
            .ToDictionary(
                cells =>
                    DateTimeOffset
                        .Parse(cells[0], CultureInfo.InvariantCulture)
                        .ToUnixTimeMilliseconds(),
                cells => long.Parse(cells[1], CultureInfo.InvariantCulture)
            );
        var common = Enumerable
            .Range(0, server.Open)
            .Where(i => saved.ContainsKey(server.Start + i * server.Step))
            .ToArray();
        return common.Length >= 50
            && common.All(i => saved[server.Start + i * server.Step] == server.Total[i]);
    }

    private static async Task<string> SaveAsync(IPage page, string panel, string kind)
    {
        await page.Locator($".panel-{panel} .more").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.Locator($"#{panel}-menu").GetByText($"Save as {kind}").ClickAsync()
        );
        return (await download.PathAsync())!;
    }
}
