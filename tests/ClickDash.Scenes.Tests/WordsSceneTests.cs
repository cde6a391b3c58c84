using System.Text;
using ClickDash.Core.Formats;
using ClickDash.Scenes;
using ClickDash.Scenes.Words;
using CsCheck;

namespace ClickDash.Scenes.Tests;

public sealed class WordsSceneTests
{
    private readonly WordsScene _scene = new(
        new SceneSetup([Topic("words"), Topic("words.counts")], new Dictionary<string, string>())
    );

    [Fact]
    public void Words_stand_between_white_space_and_are_counted_as_they_are_written()
    {
        Say("the  stream of\tthe lecture\r\n", "The stream", "");

        var picture = Picture();

        picture.Rows.ShouldBe([
            new WordRow("stream", 2, 0),
            new WordRow("the", 2, 0),
            new WordRow("The", 1, 0),
            new WordRow("lecture", 1, 0),
            new WordRow("of", 1, 0),
        ]);
        (picture.Lines, picture.Total, picture.Different).ShouldBe((3, 7, 5));
        picture.Spark.ShouldBeNull();
    }

    [Fact]
    public void Sparks_newest_count_of_a_word_replaces_the_one_before()
    {
        Say("a a b");
        Count("a", 1);
        Count("a", 2);
        Count("b", 1);

        Picture().Spark.ShouldBe(new SparkCounts(3, 3, 2, Apart: 0));
    }

    [Fact]
    public void The_same_counts_again_after_a_restart_from_a_checkpoint_change_nothing()
    {
        Say("a a b");
        for (var i = 0; i < 3; i++)
        {
            Count("a", 2);
            Count("b", 1);
        }

        Picture().Spark!.Apart.ShouldBe(0);
        Picture().Spark!.Total.ShouldBe(3);
    }

    [Fact]
    public void Sums_that_agree_over_words_that_do_not_are_apart()
    {
        Say("a a b");
        Count("a", 1);
        Count("c", 2);

        var spark = Picture().Spark!;

        spark.Total.ShouldBe(3);
        spark.Apart.ShouldBe(1 + 1 + 2);
    }

    [Theory]
    [InlineData("the 5", "no count")]
    [InlineData("""{"word":"a","count":"5"}""", "a word whose \"count\" is no whole number")]
    [InlineData("""{"word":"a","count":-5}""", "a word whose \"count\" is no whole number")]
    [InlineData("""{"count":5}""", "a count without a \"word\"")]
    [InlineData("""{"word":"a",""", "JSON that is cut or broken")]
    public void What_is_no_count_is_said_and_the_rest_goes_on(string message, string reason)
    {
        Say("a");
        Send("words.counts", message);
        Count("a", 1);

        var picture = Picture();

        picture.Refused.ShouldHaveSingleItem().Reason.ShouldStartWith(reason);
        picture.Spark!.Apart.ShouldBe(0);
    }

    [Fact]
    public void No_topic_can_grow_it_without_end()
    {
        for (var i = 0; i < 60_000; i++)
        {
            Say($"w{i}");
        }

        Say(new string('x', 5000));

        var picture = Picture();
        picture.Different.ShouldBe(50_000);
        picture.Others.ShouldBe(10_001);
    }

    [Fact]
    public void It_is_what_counting_the_words_one_by_one_gives() =>
        Gen.Int[0, 40]
            .Array[0, 300]
            .Sample(words =>
            {
                var scene = new WordsSceneTests();
                foreach (var line in words.Chunk(7))
                {
                    scene.Say(string.Join(' ', line.Select(word => $"w{word}")));
                }

                var expected = words
                    .GroupBy(word => $"w{word}")
                    .Select(group => new WordRow(group.Key, group.Count(), 0))
                    .OrderByDescending(row => row.Count)
                    .ThenBy(row => row.Word, StringComparer.Ordinal)
                    .Take(12);
                return scene.Picture().Rows.SequenceEqual(expected);
            });

    private static SceneTopic Topic(string name) => new(name, "clicks", new FormatOptions());

    private void Say(params string[] lines) => Array.ForEach(lines, line => Send("words", line));

    private void Count(string word, long count) =>
        Send("words.counts", $$"""{"word":"{{word}}","count":{{count}}}""");

    private void Send(string topic, string value) =>
        _scene.Record(
            new SceneInput
            {
                Topic = topic,
                Value = Encoding.UTF8.GetBytes(value),
                Time = 0,
            }
        );

    private WordsPicture Picture() => _scene.Snapshot(0, new WordsRequest());
}
