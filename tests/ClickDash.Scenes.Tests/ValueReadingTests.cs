using ClickDash.Scenes;
using ClickDash.Scenes.Values;

namespace ClickDash.Scenes.Tests;

/// <summary>What measurements look like, and what is said of what does not look so.</summary>
public sealed class ValueReadingTests
{
    private const long Ten = ValuesTopic.Ten;

    [Theory]
    [InlineData("23:59:59", 2, -1000)]
    [InlineData("00:00:03", -1000, 3000)]
    [InlineData("23:59:58.5", 40, -1500)]
    [InlineData("59:59", 500, -1000)]
    [InlineData("00:01", -200, 1000)]
    public void A_time_without_a_date_is_of_the_day_that_is_nearest_to_its_message(
        string text,
        long arrived,
        long created
    )
    {
        // Midnight is 14 hours after ten.
        const long midnight = 14 * 3_600_000;
        var point = new ValuesTopic()
            .Send(midnight + arrived, $"{text}, 1")
            .Picture()
            .Lines[0]
            .Points[0];

        (point.Created - Ten - midnight).ShouldBe(created);
    }

    [Theory]
    [InlineData("21:00:01")]
    [InlineData("15:30:01")]
    [InlineData("2026-03-09 21:00:01")]
    [InlineData("2026-03-09T10:00:01Z")]
    [InlineData("2026-03-09T21:00:01+11:00")]
    [InlineData("1773050401")]
    [InlineData("1773050401000")]
    [InlineData("1773050401.0")]
    public void A_clock_of_any_zone_is_understood(string text) =>
        new ValuesTopic()
            .Send(1400, $"{text}, 1")
            .Picture()
            .Lines[0]
            .Points[0]
            .Created.ShouldBe(Ten + 1000);

    [Fact]
    public void A_zone_that_is_named_lets_values_be_hours_late() =>
        new ValuesTopic("plant", "text time=1 value=2 zone=+11:00")
            .Send(0, "18:00:00,1")
            .Picture()
            .Lines[0]
            .Points[0]
            .Created.ShouldBe(Ten - (3 * 3_600_000));

    [Fact]
    public void A_topic_of_ones_own_is_read_by_a_mapping()
    {
        var picture = new ValuesTopic("plant", "json time=/at value=/in/t,/in/h series=/id")
            .Send(0, """{"id":"north","at":1773050400,"in":{"t":20.5,"h":40}}""")
            .Picture();

        picture
            .Lines.Select(line => (line.Name, line.Points[0].Value))
            .ShouldBe([("north in/h", 40), ("north in/t", 20.5)]);
    }

    [Fact]
    public void A_topic_without_a_mapping_is_read_by_its_looks()
    {
        var picture = new ValuesTopic("anything")
            .Send(0, "10:00:00, 5, 6")
            .Send(1000, """{"timestamp":1773050401,"a":1,"name":"x"}""")
            .Send(2000, "7")
            .Picture();

        picture
            .Lines.Select(line => (line.Name, line.Points[^1].Value))
            .ShouldBe([("a", 1), ("column 2", 5), ("column 3", 6), ("value", 7)]);
        picture.Refused.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("10:00:01, many", "no number in column 2")]
    [InlineData("10:00:01", "no number in column 2")]
    [InlineData("yesterday, 5", "no time in column 1")]
    [InlineData("""{"ts":1773050401,"value":3}""", "JSON where text is expected")]
    [InlineData("", "no time in column 1")]
    [InlineData("10:00:01, NaN", "no number in column 2")]
    [InlineData("10:00:01, 1e999", "no number in column 2")]
    public void Text_where_numbers_are_due_is_counted_with_its_reason_and_the_rest_goes_on(
        string message,
        string reason
    )
    {
        var picture = new ValuesTopic()
            .Send(0, "10:00:00, 1")
            .Send(1000, message)
            .Send(2000, "10:00:02, 2")
            .Picture();

        picture.Lines[0].Points.Select(point => point.Value).ShouldBe([1, 2]);
        picture.Refused.ShouldBe([new Refusal(reason, 1, message)]);
        picture.Messages.ShouldBe(3);
    }

    [Theory]
    [InlineData("10:00:01, 5", "text where JSON is expected")]
    [InlineData("""{"ts":1773050401,"value":""", "JSON that is cut or broken")]
    [InlineData("""{"ts":1773050401,"value":"hot"}""", "no number in /value")]
    [InlineData("""{"ts":"soon","value":3}""", "no time in /ts")]
    [InlineData("[1,2]", "JSON that is no object")]
    public void So_is_anything_else_among_JSON(string message, string reason) =>
        new ValuesTopic("week11_orig_data")
            .Send(0, message)
            .Picture()
            .Refused.ShouldHaveSingleItem()
            .Reason.ShouldBe(reason);

    [Fact]
    public void A_text_in_quotes_is_what_a_serializer_for_JSON_makes_of_it() =>
        new ValuesTopic()
            .Send(0, "\"10:00:00, 42\"")
            .Picture()
            .Lines[0]
            .Points[0]
            .Value.ShouldBe(42);

    [Fact]
    public void No_topic_can_grow_a_picture()
    {
        var topic = new ValuesTopic("anything");
        for (var i = 0; i < 5000; i++)
        {
            topic.Send(i, $$"""{"ts":{{Ten + i}},"field{{i}}":1}""");
            topic.Send(i, $$"""{"f{{i}}":"" }""");
            topic.Send(i, $"10:00:00, x{i}");
        }

        var picture = topic.Picture(new ValuesRequest { Last = ValuesRequest.MostLast });

        picture.Lines.Length.ShouldBe(12);
        picture.Refused.Length.ShouldBeLessThan(25);
        picture.Refused.Sum(refused => refused.Count).ShouldBe(15_000 - 12);
    }

    [Theory]
    [InlineData("xml time=1", "it takes auto, or text or json")]
    [InlineData("json time=at", "'at' is no JSON pointer")]
    [InlineData("text value=0", "'0' is no column's number")]
    [InlineData("text colour=2", "'colour' is no part of it")]
    [InlineData("json value=/a zone=Nowhere", "zone= is 'Nowhere'")]
    [InlineData("text value=1 value=2", "value= stands once")]
    public void A_mapping_that_is_wrong_says_what_it_takes(string text, string problem) =>
        ValuesScene
            .Kind.Check(new Dictionary<string, string> { ["plant"] = text })
            .ShouldHaveSingleItem()
            .Problem.ShouldContain(problem);

    [Theory]
    [InlineData("last", "1000", "last is '1000'; it takes a whole number from 2 to 120.")]
    [InlineData("preset", "lectur", "preset is 'lectur'; it takes lecture, scenario-1")]
    [InlineData("layers", "values,dots", "layers has 'dots'; it takes values, arrival")]
    [InlineData("colour", "red", "'colour' is not a parameter")]
    public void A_request_that_is_wrong_says_what_it_takes(string name, string text, string problem)
    {
        SceneKinds
            .Find("Values")!
            .TryRead(new Dictionary<string, string> { [name] = text }, out _, out var said)
            .ShouldBeFalse();
        said.ShouldStartWith(problem);
    }
}
