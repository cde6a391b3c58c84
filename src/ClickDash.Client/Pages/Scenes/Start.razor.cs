using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Client.Texts;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages.Scenes;

/// <summary>The start page of the scenes: those that have data first. Asked anew every few seconds.</summary>
public sealed partial class Start : IDisposable
{
    // A producer that is started is seen while one still looks.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource gone = new();
    private bool isHeard = true;

    /// <summary>The scenes that the page came with, then the newest.</summary>
    [PersistentState]
    public SceneEntry[]? Entries { get; set; }

    [Inject]
    private ISceneList List { get; set; } = null!;

    [Inject]
    private IBrowser Browser { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() =>
        Entries ??= await List.NowAsync(gone.Token);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        await Browser.StartAsync();
        using var timer = new PeriodicTimer(Pause, Time);
        try
        {
            do
            {
                if (Browser.IsVisible)
                {
                    var next = await List.NowAsync(gone.Token);
                    (isHeard, Entries) = (next is not null, next ?? Entries);
                    StateHasChanged();
                }
            } while (await timer.WaitForNextTickAsync(gone.Token));
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private static bool IsAlive(SceneEntry entry) =>
        entry.HasData || Array.Exists(entry.Topics, topic => topic.Simulated);

    private string State(SceneTopicEntry topic) =>
        SceneTexts.TopicState(topic, Browser.Surroundings.Locale.Whole(topic.Messages ?? 0));
}
