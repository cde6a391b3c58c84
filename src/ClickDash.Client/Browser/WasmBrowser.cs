using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;

namespace ClickDash.Client.Browser;

/// <summary>The browser that the page runs in, by way of <c>js/clickdash.js</c>, and of other modules for what is done on demand.</summary>
[SupportedOSPlatform("browser")]
internal sealed partial class WasmBrowser : IBrowser
{
    private const string Module = "clickdash";
    private const string PictureModule = "picture";
    private const string DelayModule = "delay";

    /// <summary>Figures of charts that came to life before the module was loaded.</summary>
    private readonly Dictionary<string, string> early = new(StringComparer.Ordinal);
    private Task? started;
    private bool isReady;

    public event EventHandler? Changed;

    public event EventHandler<TravelEventArgs>? Navigated;

    public event EventHandler<KeyPressEventArgs>? KeyPressed;

    public event EventHandler<ChartMoveEventArgs>? ChartMoved;

    public Surroundings Surroundings { get; private set; } = Surroundings.Unknown;

    public bool IsVisible { get; private set; } = true;

    public async ValueTask StartAsync()
    {
        await (started ??= LoadAsync());
        JsEnter();
    }

    public void Leave()
    {
        if (isReady)
        {
            JsLeave();
        }
    }

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

    public void PushQuery(string query) => JsPushQuery(query);

    public void ReplaceQuery(string query) => JsReplaceQuery(query);

    public string? Recall(string name) => JsRecall(name);

    public void Keep(string name, string text) => JsKeep(name, text);

    public void OpenDialog(string id) => JsOpenDialog(id);

    public void Focus(string id) => JsFocus(id);

    public void Save(string name, string text) => JsSave(name, text);

    public async Task SavePanelAsync(string panel, string name)
    {
        await JSHost.ImportAsync(PictureModule, "../js/picture.js");
        await JsSavePanel(panel, name);
    }

    public async Task<bool> CompareClocksAsync()
    {
        await JSHost.ImportAsync(DelayModule, "../js/delay.js");
        return await JsCompareClocks();
    }

    public void Paint(long moment) => JsPaint(moment);

    public PaintDelay? PaintDelay() =>
        JsonSerializer.Deserialize(JsPaintDelay(), BrowserJson.Default.PaintDelay);

    public Task<bool> CopyAsync(string text) => JsCopy(text);

    private async Task LoadAsync()
    {
        // Relative to the runtime's own folder, _framework.
        await JSHost.ImportAsync(Module, "../js/clickdash.js");
        isReady = true;
        Read();
        JsWatch(
            Read,
            query => Navigated?.Invoke(this, new TravelEventArgs(query)),
            (key, panel) => KeyPressed?.Invoke(this, new KeyPressEventArgs(key, panel)),
            (kind, from, to) =>
                ChartMoved?.Invoke(this, new ChartMoveEventArgs((ChartMove)kind, from, to))
        );
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

    [JSImport("enter", Module)]
    private static partial void JsEnter();

    [JSImport("leave", Module)]
    private static partial void JsLeave();

    [JSImport("pushQuery", Module)]
    private static partial void JsPushQuery(string query);

    [JSImport("replaceQuery", Module)]
    private static partial void JsReplaceQuery(string query);

    [JSImport("recall", Module)]
    private static partial string? JsRecall(string name);

    [JSImport("keep", Module)]
    private static partial void JsKeep(string name, string text);

    [JSImport("openDialog", Module)]
    private static partial void JsOpenDialog(string id);

    [JSImport("focus", Module)]
    private static partial void JsFocus(string id);

    [JSImport("save", Module)]
    private static partial void JsSave(string name, string text);

    [JSImport("savePanel", PictureModule)]
    private static partial Task JsSavePanel(string panel, string name);

    [JSImport("compareClocks", DelayModule)]
    private static partial Task<bool> JsCompareClocks();

    [JSImport("paint", DelayModule)]
    private static partial void JsPaint([JSMarshalAs<JSType.Number>] long moment);

    [JSImport("paintDelay", DelayModule)]
    private static partial string JsPaintDelay();

    [JSImport("copy", Module)]
    private static partial Task<bool> JsCopy(string text);

    [JSImport("isVisible", Module)]
    private static partial bool JsIsVisible();

    [JSImport("surroundings", Module)]
    private static partial string JsSurroundings();

    [JSImport("watch", Module)]
    private static partial void JsWatch(
        [JSMarshalAs<JSType.Function>] Action changed,
        [JSMarshalAs<JSType.Function<JSType.String>>] Action<string> navigated,
        [JSMarshalAs<JSType.Function<JSType.String, JSType.String>>] Action<string, string> pressed,
        [JSMarshalAs<JSType.Function<JSType.Number, JSType.Number, JSType.Number>>]
            Action<int, double, double> moved
    );
}
