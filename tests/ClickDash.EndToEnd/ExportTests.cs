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

    [Theory]
    [InlineData("line", "--accent")]
    [InlineData("ranking", "--bar")]
    [InlineData("heat", "--text")]
    public async Task A_panel_is_saved_as_a_picture_of_what_is_seen(string panel, string color)
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        await dashboard.IsLiveAsync();
        var seen = (await dashboard.Page.Locator($".panel-{panel}").BoundingBoxAsync())!;

        var picture = await File.ReadAllBytesAsync(
            await SaveAsync(dashboard.Page, panel, "PNG"),
            TestContext.Current.CancellationToken
        );

        var (width, height, pixels) = await LookAsync(dashboard.Page, picture, color);
        width.ShouldBeInRange((int)(seen.Width * 2) - 1, (int)(seen.Width * 2) + 1);
        height.ShouldBeInRange((int)(seen.Height * 2) - 1, (int)(seen.Height * 2) + 1);
        pixels.ShouldBeGreaterThan(100);
        dashboard.Complaints.ShouldBeEmpty();
    }

    /// <summary>A picture's size, and how many of its points have a colour of the style sheet.</summary>
    private static async Task<(int Width, int Height, int Pixels)> LookAsync(
        IPage page,
        byte[] picture,
        string color
    )
    {
        const string Script = """
            async ([data, color]) => {
              const image = new Image();
              image.src = `data:image/png;base64,${data}`;
              await image.decode();
              const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
              const context = canvas.getContext("2d", { willReadFrequently: true });
              context.drawImage(image, 0, 0);
              const drawn = context.getImageData(0, 0, image.width, image.height).data;
              context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(color);
              context.fillRect(0, 0, 1, 1);
              const looked = context.getImageData(0, 0, 1, 1).data;
              let found = 0;
              for (let i = 0; i < drawn.length; i += 4) {
                found += looked.every((part, at) => part === drawn[i + at]);
              }
              return [image.width, image.height, found];
            }
            """;
        var found = await page.EvaluateAsync<int[]>(
            Script,
            new[] { Convert.ToBase64String(picture), color }
        );
        return (found[0], found[1], found[2]);
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
