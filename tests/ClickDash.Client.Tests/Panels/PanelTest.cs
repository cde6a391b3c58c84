using Bunit;
using ClickDash.Client.Browser;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Client.Tests.Panels;

/// <summary>A page with a browser that notes what is asked of it.</summary>
public abstract class PanelTest : BunitContext
{
    protected PanelTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IBrowser>(Browser);
    }

    internal FakeBrowser Browser { get; } = new();
}

internal sealed class FakeBrowser : IBrowser
{
    public event EventHandler? Changed;

    public Surroundings Surroundings { get; set; } = A.Berlin;

    public bool IsVisible { get; set; } = true;

    public string? Query { get; private set; }

    public string? Clipboard { get; private set; }

    public ValueTask StartAsync() => ValueTask.CompletedTask;

    public void Draw(string id, string figure) { }

    public void ReplaceQuery(string query) => Query = query;

    public Task<bool> CopyAsync(string text)
    {
        Clipboard = text;
        return Task.FromResult(true);
    }

    public void Change() => Changed?.Invoke(this, EventArgs.Empty);
}
