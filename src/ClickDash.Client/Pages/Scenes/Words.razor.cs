using ClickDash.Client.Charts.Scenes;
using ClickDash.Client.Texts;
using ClickDash.Scenes;
using ClickDash.Scenes.Words;

namespace ClickDash.Client.Pages.Scenes;

/// <summary>The words of a topic, counted here and by Spark, side by side.</summary>
public sealed partial class Words
{
    private WordsRequest request = new();
    private string? figure;
    private bool asTable;

    /// <inheritdoc/>
    protected override SceneKind<WordsRequest, WordsPicture> Kind => WordsScene.Kind;

    /// <inheritdoc/>
    protected override object Look => request;

    private string CountsTopic => State.Now?.Topics.ElementAtOrDefault(1) ?? Kind.Topics[1];

    private bool IsWaiting => State.Now?.Waiting.Contains(CountsTopic) == true;

    /// <inheritdoc/>
    protected override void Read(SceneQuery query) => request = WordsRequest.Ask(query);

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Asked() =>
        [("top", $"{request.Top}")];

    /// <inheritdoc/>
    protected override void Draw(WordsPicture picture) =>
        figure = WordsChart.Figure(picture, request.Top, Browser.Surroundings);

    private string Difference(WordsPicture picture, SparkCounts spark)
    {
        var behind = picture.Total - spark.Total;
        return WordsTexts.Difference(behind, Locale.Whole(Math.Abs(behind)), spark.Apart == 0);
    }
}
