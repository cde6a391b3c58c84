using System.Text.Json;
using ClickDash.Client.Charts;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Charts;

public sealed class RankingBarsTests
{
    [Fact]
    public void Each_page_has_its_count_and_its_share_of_the_whole_window()
    {
        var traces = Traces(A.Picture(new("/", 294, 0), new("/cart", 147, 0)));

        traces["clicks"].GetProperty("x").ToString().ShouldBe("[294,147]");
        traces["numbers"].GetProperty("text")[0].GetString().ShouldBe("294\u2007\u200750,0%");
        traces["numbers"].GetProperty("text")[1].GetString().ShouldBe("147\u2007\u200725,0%");
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;")]
    [InlineData("<b>a</b> & %{x}", "&lt;b&gt;a&lt;/b&gt; &amp; %{x}")]
    [InlineData("/\"quoted\"\\", "/\"quoted\"\\")]
    [InlineData("a\u202Eb\nc", "a\uFFFDb\uFFFDc")]
    public void Names_are_text_on_the_bars_and_on_hover(string name, string drawn)
    {
        var traces = Traces(A.Picture(new RankedValue(name, 1, 0)));

        Names(A.Picture(new RankedValue(name, 1, 0)))[0].GetString().ShouldBe(drawn);
        traces["clicks"].GetProperty("customdata")[0].GetString().ShouldBe(drawn);
    }

    [Fact]
    public void Long_names_are_cut_in_the_middle_and_whole_on_hover()
    {
        var name = "/" + new string('a', 60) + "/end";

        var traces = Traces(A.Picture(new RankedValue(name, 1, 0)));

        var label = Names(A.Picture(new RankedValue(name, 1, 0)))[0].GetString()!;
        label.Length.ShouldBe(32);
        label.ShouldStartWith("/aaa");
        label.ShouldEndWith("a/end");
        var hover = traces["clicks"].GetProperty("customdata")[0].GetString()!;
        hover.Replace("<br>", "").ShouldBe(name);
    }

    [Fact]
    public void No_pages_is_a_figure_without_bars() =>
        Traces(A.Empty())["clicks"].GetProperty("x").GetArrayLength().ShouldBe(0);

    private static JsonElement Names(Snapshot picture) =>
        Figure(picture).GetProperty("layout").GetProperty("yaxis").GetProperty("ticktext");

    private static Dictionary<string, JsonElement> Traces(Snapshot picture) =>
        Figure(picture)
            .GetProperty("data")
            .EnumerateArray()
            .ToDictionary(trace => trace.GetProperty("name").GetString()!);

    private static JsonElement Figure(Snapshot picture) =>
        JsonDocument.Parse(RankingBars.Figure(picture, A.Berlin, new PlotNames())).RootElement;
}
