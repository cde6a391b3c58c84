using System.Net.Http.Json;
using System.Text.Json;
using ClickDash.Core.Wire;
using ClickDash.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Playwright;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench pictures FOLDER [PAGE …]</c>: measures nothing, but takes the pictures of <c>docs/images</c> anew: each page of the demo
/// on a projector's, a laptop's and a phone's screen, light and dark.
/// </summary>
internal static class Pictures
{
    private const string SignIn = "sign-in";

    private static readonly (int Width, int Height)[] Screens =
    [
        (1280, 720),
        (1920, 1080),
        (390, 844),
    ];

    private static readonly ColorScheme[] Themes = [ColorScheme.Light, ColorScheme.Dark];

    // Long enough for phones to tap, words to come and vehicles to move.
    private static readonly TimeSpan Beforehand = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        if (args is not [var folder, .. var wanted])
        {
            throw new InvalidOperationException("./bench pictures FOLDER [PAGE …]");
        }

        Directory.CreateDirectory(folder);
        await using var server = await ProductServer.StartAsync([
            "--ClickDash:Join:PublicUrl",
            "http://clicks.example.org",
        ]);
        await using var locked = await ProductServer.StartAsync([
            "--ClickDash:Security:ViewerKey",
            "not-to-be-seen-in-a-picture",
        ]);
        using var http = new HttpClient { BaseAddress = server.Address };
        var join = await http.GetFromJsonAsync("api/join", WireJson.Default.JoinInfo);
        using var phones = new TappingPhones(server.Address);
        await phones.JoinAsync(18);
        using var end = new CancellationTokenSource();
        var tapping = phones.TapAsync(end.Token);
        await using var browser = await BenchBrowser.StartAsync();
        // The projector shows the phones.
        using var shown = await http.PostAsJsonAsync(
            "api/stage",
            new StageChange(ShowsJoin: true),
            WireJson.Default.StageChange
        );
        shown.EnsureSuccessStatusCode();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(server.Address, "live"))
            .Build();
        await WatchScenesAsync(hub, end.Token);
        foreach (
            var (name, path, screen, theme) in Wanted(join!.Room)
                .Where(one => wanted.Length == 0 || wanted.Contains(one.Name))
        )
        {
            // Whom a server with a key does not know is asked for it, wherever they go.
            var site = name == SignIn ? locked.Address : server.Address;
            await using var context = await browser.OpenAsync(screen, theme);
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(site, path).ToString());
            await page.Locator("h1").WaitForAsync();
            await TakeAsync(page, Path.Combine(folder, FileName(name, screen, theme)));
        }

        await end.CancelAsync();
        await tapping;
        return [];
    }

    private static (string Name, string Path)[] Pages(string room) =>
        [
            ("dashboard", ""),
            ("present", "present"),
            ("desk", "desk"),
            ("join", $"join/{room}"),
            ("pipeline", "pipeline"),
            (SignIn, ""),
            ("scenes", "scenes"),
            ("values", "values?preset=lecture"),
            ("words", "words"),
            ("windows", "windows"),
            ("traffic", "traffic"),
            ("together", "together"),
        ];

    // What the labs show of each lesson, on a laptop.
    private static readonly string[] Lessons =
    [
        "scenario-2",
        "scenario-5",
        "granularity",
        "sensors",
    ];

    private static IEnumerable<(
        string Name,
        string Path,
        (int, int) Screen,
        ColorScheme Theme
    )> Wanted(string room) =>
        [
            .. from page in Pages(room)
            from screen in Screens
            from theme in Themes
            select (page.Name, page.Path, screen, theme),
            .. Lessons.Select(lesson =>
                ($"values-{lesson}", $"values?preset={lesson}", Screens[0], ColorScheme.Light)
            ),
        ];

    private static string FileName(
        string name,
        (int Width, int Height) screen,
        ColorScheme theme
    ) =>
        $"{name}-{screen.Width}x{screen.Height}-{(theme == ColorScheme.Dark ? "dark" : "light")}.webp";

    // A scene reads while it is watched: what they show needs a past.
    private static async Task WatchScenesAsync(HubConnection hub, CancellationToken cancellation)
    {
        string[] scenes = ["values", "words", "windows", "traffic", "together"];
        var watched = scenes
            .Select(scene => (scene, new Dictionary<string, string>()))
            .Concat(
                Lessons.Select(lesson =>
                    ("values", new Dictionary<string, string> { ["preset"] = lesson })
                )
            );
        await hub.StartAsync(cancellation);
        foreach (var (scene, parameters) in watched)
        {
            _ = WatchAsync(
                hub.StreamAsync<JsonElement>("WatchScene", scene, parameters, cancellation)
            );
        }

        await Task.Delay(Beforehand, cancellation);
    }

    private static async Task WatchAsync(IAsyncEnumerable<JsonElement> pictures)
    {
        try
        {
            await foreach (var picture in pictures)
            {
                // It is enough that somebody looks.
                _ = picture;
            }
        }
        catch (OperationCanceledException)
        {
            // All pictures are taken.
        }
    }

    private static async Task TakeAsync(IPage page, string file)
    {
        if (await page.Locator(".status").CountAsync() > 0)
        {
            await page.Locator(".status-live").WaitForAsync();
        }

        await Task.Delay(Settled);
        var cdp = await page.Context.NewCDPSessionAsync(page);
        var taken = await cdp.SendAsync(
            "Page.captureScreenshot",
            new() { ["format"] = "webp", ["quality"] = 82 }
        );
        await File.WriteAllBytesAsync(file, taken!.Value.GetProperty("data").GetBytesFromBase64());
    }
}
