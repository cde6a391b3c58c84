using System.Text.Json;
using Bunit;
using ClickDash.Client.Live;
using ClickDash.Client.Pages.Scenes;
using ClickDash.Client.Tests.Panels;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using ClickDash.Scenes.Values;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Client.Tests.Scenes;

public sealed class ScenePageTests : PanelTest
{
    private readonly ScriptedScenes _scenes = new();

    public ScenePageTests()
    {
        Services.AddSingleton<ISceneFeed>(_scenes);
        Services.AddSingleton(TimeProvider.System);
        Services.AddScoped<SceneState>();
    }

    [Fact]
    public void The_address_says_what_is_asked_of_the_server()
    {
        Open("values?preset=granularity&every=10");

        _scenes
            .Asked[^1]
            .ShouldBe([
                new("topic", "week11_orig_data"),
                new("last", "90"),
                new("every", "10"),
                new("moving", "5"),
            ]);
    }

    [Fact]
    public void Another_lesson_is_another_address_and_another_stream()
    {
        var page = Open("values");

        page.Find("#preset").Change("scenario-5");

        Browser.Query.ShouldBe("?preset=scenario-5");
        _scenes.Asked[^1]["topic"].ShouldBe("Week9-Topic2");
        _scenes.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public void Another_layer_is_another_address_and_the_same_stream()
    {
        var page = Open("values?preset=scenario-1");

        page.Find("#layer-moving").Change(true);

        Browser.Query.ShouldBe("?preset=scenario-1&layers=values,moving");
        _scenes.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public void One_line_has_its_numbers_beside_it()
    {
        var page = Open("values?preset=scenario-1");

        _scenes.Show(Picture(("value", [3, 9, 6])));

        page.Find("#newest").TextContent.ShouldBe("6");
        page.Find("#highest").TextContent.ShouldBe("9");
        page.Find("#lowest").TextContent.ShouldBe("3");
        page.Find("#total").TextContent.ShouldBe("18");
        page.Find("#moving").TextContent.ShouldBe("–");
    }

    [Fact]
    public void Several_lines_have_a_row_each()
    {
        var page = Open("values?preset=scenario-5");

        _scenes.Show(Picture(("a", [1, 2]), ("b", [5, 5])));

        page.FindAll(".lines tbody th").Select(row => row.TextContent).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void A_frozen_picture_stands_while_the_stream_goes_on()
    {
        var page = Open("values?preset=scenario-1");
        _scenes.Show(Picture(("value", [3])));
        page.Find("#freeze").Click();

        _scenes.Show(Picture(("value", [3, 4])));

        page.Find("#newest").TextContent.ShouldBe("3");
        Browser.Press("f");
        page.Find("#newest").TextContent.ShouldBe("4");
    }

    [Fact]
    public void What_is_wrong_with_an_address_is_said_and_the_usual_is_shown() =>
        Open("values?last=many")
            .Find(".notice")
            .TextContent.ShouldContain("last is 'many'; it takes a whole number from 2 to 120.");

    [Fact]
    public void What_the_server_refuses_is_said()
    {
        var page = Open("values?topic=secret");

        _scenes.State!.Refuse("topic is 'secret'; it takes LectureDemo.");

        page.Find(".notice").TextContent.ShouldContain("topic is 'secret'");
    }

    [Fact]
    public void A_topic_that_is_not_there_is_waited_for_in_words()
    {
        var page = Open("values");

        _scenes.Show(
            Picture(),
            new IngestStatus(
                IngestState.WaitingForTopic,
                "The topic 'LectureDemo' does not exist yet on b:9092.",
                false,
                "b:9092",
                "LectureDemo"
            )
        );

        page.Find(".notice").TextContent.ShouldContain("does not exist yet");
        page.Find(".status").TextContent.ShouldContain("No topic");
    }

    [Fact]
    public void What_could_not_be_read_is_in_the_foot_as_data_and_never_as_markup()
    {
        var page = Open("values");

        _scenes.Show(
            Picture(("value", [1])) with
            {
                Refused = [new("no number in column 2", 7, "<b>x</b>")],
            }
        );

        page.Find(".refused")
            .TextContent.ShouldContain("7 not read: no number in column 2, such as <b>x</b>");
        page.FindAll(".refused b").ShouldBeEmpty();
    }

    private IRenderedComponent<Values> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<Values>();
    }

    private static ValuesPicture Picture(params (string Name, double[] Values)[] lines) =>
        new(
            "t",
            "auto",
            lines.Sum(line => line.Values.Length),
            [.. lines.Select(line => Line(line.Name, line.Values))],
            [],
            []
        );

    private static ValueLine Line(string name, double[] values)
    {
        var total = 0.0;
        return new(
            name,
            values.Length,
            values.Sum(),
            values.Average(),
            Array.IndexOf(values, values.Max()),
            Array.IndexOf(values, values.Min()),
            [
                .. values.Select(
                    (value, i) =>
                        new ValuePoint(i * 1000, i * 1000 + 5, value, total += value, null)
                ),
            ],
            []
        );
    }

    private sealed class ScriptedScenes : ISceneFeed
    {
        private long sequence;

        public SceneState? State { get; private set; }

        public List<IReadOnlyDictionary<string, string>> Asked { get; } = [];

        public Task WatchAsync(
            string scene,
            IReadOnlyDictionary<string, string> parameters,
            SceneState state,
            CancellationToken token
        )
        {
            State = state;
            Asked.Add(parameters);
            return Task.CompletedTask;
        }

        public void Show(ValuesPicture picture, IngestStatus? ingest = null)
        {
            var sent = new SceneMessage(
                new SceneStatus(
                    "values",
                    "run",
                    ++sequence,
                    sequence * 1000,
                    ["t"],
                    [],
                    ingest ?? new IngestStatus(IngestState.Reading, "", false, "b:9092", "t")
                ),
                JsonSerializer.SerializeToUtf8Bytes(picture, ValuesJson.Default.ValuesPicture)
            );
            State!.Receive(
                JsonSerializer.Deserialize(sent.Json.Span, SceneJson.Default.SceneMessage)!
            );
        }
    }
}
