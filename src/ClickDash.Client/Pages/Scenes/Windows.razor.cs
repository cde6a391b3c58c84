using System.Globalization;
using ClickDash.Client.Live;
using ClickDash.Client.Texts;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using ClickDash.Scenes.Windows;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages.Scenes;

/// <summary>Windows over the clicks: what each watermark delay counts, and what it drops.</summary>
public sealed partial class Windows
{
    // Within the usual delay, just beyond it, and beyond the longest.
    private static readonly int[] Throws = [8, 25, 45];

    private int delay = WindowsOptions.DefaultDelay;
    private bool asTable;
    private string? word;

    [Inject]
    private IPresenter Presenter { get; set; } = null!;

    /// <inheritdoc/>
    protected override SceneKind<WindowsRequest, WindowsPicture> Kind => WindowsScene.Kind;

    /// <inheritdoc/>
    protected override object Look => delay;

    private int Index => WindowsOptions.Delays.ToList().IndexOf(delay);

    private string PanelName =>
        Picture is { Newest: { } newest, Now: var now } && now - newest > 60_000
            ? WindowsTexts.LastClicks(Locale.Duration(now - newest))
            : WindowsTexts.LastSeconds;

    /// <inheritdoc/>
    protected override void Read(SceneQuery query) => delay = WindowsRequest.Ask(query).Delay;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Asked() =>
        [("delay", delay.ToString(CultureInfo.InvariantCulture))];

    /// <inheritdoc/>
    protected override void Draw(WindowsPicture picture)
    {
        // The picture is drawn by the markup itself.
    }

    private void ChooseDelay(ChangeEventArgs change)
    {
        if (
            int.TryParse($"{change.Value}", CultureInfo.InvariantCulture, out var index)
            && index >= 0
            && index < WindowsOptions.Delays.Count
        )
        {
            delay = WindowsOptions.Delays[index];
            Choose();
        }
    }

    private async Task ThrowAsync(int seconds)
    {
        var late = new LateClicks(seconds);
        word = await Presenter.ThrowLateAsync(late) ?? WindowsTexts.Thrown(late.Count, seconds);
    }
}
