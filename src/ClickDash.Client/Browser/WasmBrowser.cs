using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;

namespace ClickDash.Client.Browser;

/// <summary>The browser that the page runs in, by way of <c>js/clickdash.js</c>.</summary>
[SupportedOSPlatform("browser")]
internal sealed partial class WasmBrowser : IBrowser
{
    private const string Module = "clickdash";

    /// <summary>Figures of charts that came to life before the module was loaded.</summary>
    private readonly Dictionary<string, string> early = new(StringComparer.Ordinal);
    private Task? started;
    private bool isReady;

    public event EventHandler? Changed;

    public Surroundings Surroundings { get; private set; } = Surroundings.Unknown;

    public bool IsVisible { get; private set; } = true;

    public ValueTask StartAsync() => new(started ??= LoadAsync());

    public void Draw(string id, string figure)
    {
        if (isReady)
        {
            JsDraw(id, figure);
        }
        else
        {
            early[id] = figure;
        }
    }

    public void ReplaceQuery(string query) => JsReplaceQuery(query);

    public Task<bool> CopyAsync(string text) => JsCopy(text);

    private async Task LoadAsync()
    {
        // Relative to the runtime's own folder, _framework.
        await JSHost.ImportAsync(Module, "../js/clickdash.js");
        isReady = true;
        Read();
        JsWatch(Read);
        foreach (var (id, figure) in early)
        {
            JsDraw(id, figure);
        }

        early.Clear();
    }

    private void Read()
    {
        IsVisible = JsIsVisible();
        Surroundings = JsonSerializer.Deserialize(
            JsSurroundings(),
            BrowserJson.Default.Surroundings
        )!;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    [JSImport("draw", Module)]
    private static partial void JsDraw(string id, string figure);

    [JSImport("replaceQuery", Module)]
    private static partial void JsReplaceQuery(string query);

    [JSImport("copy", Module)]
    private static partial Task<bool> JsCopy(string text);

    [JSImport("isVisible", Module)]
    private static partial bool JsIsVisible();

    [JSImport("surroundings", Module)]
    private static partial string JsSurroundings();

    [JSImport("watch", Module)]
    private static partial void JsWatch([JSMarshalAs<JSType.Function>] Action changed);
}
