using ClickDash.Client.Texts;
using ClickDash.Scenes;
using ClickDash.Scenes.Together;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages.Scenes;

/// <summary>A page's neighbours, and why.</summary>
public sealed partial class Together
{
    private string? page;
    private string search = "";

    /// <inheritdoc/>
    protected override SceneKind<TogetherRequest, TogetherPicture> Kind => TogetherScene.Kind;

    /// <inheritdoc/>
    protected override object Look => page ?? "";

    /// <inheritdoc/>
    protected override void Read(SceneQuery query) => page = query.Text("page");

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Asked() =>
        page is null ? [] : [("page", page)];

    /// <inheritdoc/>
    protected override void Draw(TogetherPicture picture)
    {
        // The picture is drawn by the markup itself.
    }

    private bool IsFound(PageSeen one) =>
        one.Page.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase);

    private void Search(ChangeEventArgs change) => search = $"{change.Value}";

    private void ChoosePage(string name)
    {
        page = name;
        Choose();
    }

    private string Why(TogetherPicture picture, Neighbour one) =>
        TogetherTexts.Why(
            Locale.Whole(one.Shared),
            Locale.Whole(one.Sessions),
            Locale.Rate(one.ByChance),
            one.Shared > picture.PageSessions / 2 ? Locale.Whole(picture.PageSessions) : null
        );

    private static double X(double[] losses, int i) =>
        Math.Round(200.0 * i / Math.Max(1, losses.Length - 1), 1);

    private static double Y(double[] losses, int i) =>
        Math.Round(60 - (losses[i] / losses[0] * 60), 1);

    private static string Points(double[] losses) =>
        string.Join(' ', losses.Select((_, i) => $"{X(losses, i)},{Y(losses, i)}"));

    private string LossLabel(ModelFacts model) =>
        TogetherTexts.LossLabel(
            Locale.Brief((long)model.Losses[0]),
            Locale.Brief((long)model.Losses[^1]),
            model.Losses.Length - 1
        );
}
