using ClickDash.Scenes.Values;

namespace ClickDash.Scenes.Tests;

/// <summary>The course's lessons: these messages, at these times, give this picture.</summary>
public sealed class ValuesSceneTests
{
    private const long Ten = ValuesTopic.Ten;

    [Fact]
    public void The_lecture_demo_adds_up_who_comes_and_who_goes()
    {
        var topic = new ValuesTopic("LectureDemo")
            .Send(100, "10:00:00,8,-2")
            .Send(1100, "10:00:01,3,-5")
            .Send(2100, "10:00:02,0,-1");

        var line = topic.Picture().Lines.ShouldHaveSingleItem();

        line.Name.ShouldBe("attendees");
        line.Points.Select(point => point.Value).ShouldBe([6, -2, -1]);
        line.Points.Select(point => point.Total).ShouldBe([6, 4, 3]);
        line.Total.ShouldBe(3);
    }

    [Fact]
    public void The_running_total_is_of_all_there_were_not_of_those_shown()
    {
        var topic = new ValuesTopic("LectureDemo");
        for (var i = 0; i < 2000; i++)
        {
            topic.Send(i * 1000L, $"{Clock(i)},3,-1");
        }

        var line = topic.Picture(new ValuesRequest { Last = 2 }).Lines[0];

        line.Points.Select(point => point.Total).ShouldBe([3998, 4000]);
        line.Count.ShouldBe(2000);
    }

    [Fact]
    public void Scenario_1_shows_the_newest_ten()
    {
        var topic = new ValuesTopic();
        for (var i = 0; i < 25; i++)
        {
            topic.Send(i * 1000L, $"{Clock(i)}, {i}");
        }

        var points = topic.Picture().Lines[0].Points;

        points
            .Select(point => point.Value)
            .ShouldBe(Enumerable.Range(15, 10).Select(i => (double)i));
        points[^1].Created.ShouldBe(Ten + 24_000);
    }

    [Fact]
    public void Scenario_2_marks_the_highest_and_the_lowest_of_those_shown()
    {
        var topic = new ValuesTopic();
        int[] values = [99, 50, 3, 70, 12];
        for (var i = 0; i < values.Length; i++)
        {
            topic.Send(i * 1000L, $"{Clock(i)}, {values[i]}");
        }

        var line = topic.Picture(new ValuesRequest { Last = 4 }).Lines[0];

        line.Points[line.Highest!.Value]
            .ShouldSatisfyAllConditions(
                point => point.Value.ShouldBe(70),
                point => point.Created.ShouldBe(Ten + 3000)
            );
        line.Points[line.Lowest!.Value].Value.ShouldBe(3);
    }

    [Fact]
    public void Scenario_3_has_the_time_of_creation_and_that_of_arrival()
    {
        var point = new ValuesTopic().Send(3700, "10:00:02, 42").Picture().Lines[0].Points[0];

        point.Created.ShouldBe(Ten + 2000);
        point.Arrived.ShouldBe(Ten + 3700);
    }

    [Fact]
    public void Scenario_4_has_the_mean_of_the_newest_five_from_the_fifth_on()
    {
        var topic = new ValuesTopic();
        int[] values = [10, 20, 30, 40, 50, 90];
        for (var i = 0; i < values.Length; i++)
        {
            topic.Send(i * 1000L, $"{Clock(i)}, {values[i]}");
        }

        topic
            .Picture()
            .Lines[0]
            .Points.Select(point => point.Moving)
            .ShouldBe([null, null, null, null, 30, 46]);
    }

    [Fact]
    public void Scenario_5_has_a_line_for_each_producer_and_their_mean_by_second()
    {
        var topic = new ValuesTopic("Week9-Topic2");
        for (var second = 0; second < 3; second++)
        {
            topic
                .Send(
                    second * 1000 + 2,
                    $$"""{"datetime":"00:0{{second}}","producer05-2":{{20 + second}}}"""
                )
                .Send(
                    second * 1000 + 5,
                    $$"""{"datetime":"00:0{{second}}","producer05-1":{{10 + second}}}"""
                )
                .Send(
                    second * 1000 + 9,
                    $$"""{"datetime":"00:0{{second}}","producer05-3":{{60 + second}}}"""
                );
        }

        var picture = topic.Picture();

        picture
            .Lines.Select(line => line.Name)
            .ShouldBe(["producer05-1", "producer05-2", "producer05-3"]);
        picture.Together.ShouldBe([
            new WindowMean(Ten, 30, 3),
            new WindowMean(Ten + 1000, 31, 3),
            new WindowMean(Ten + 2000, 32, 3),
        ]);
    }

    [Fact]
    public void Granularity_has_the_mean_of_each_window_of_five_seconds()
    {
        var topic = new ValuesTopic("week11_orig_data");
        for (var second = 0; second < 12; second++)
        {
            topic.Send(second * 1000L, $$"""{"ts":{{(Ten / 1000) + second}},"value":{{second}}}""");
        }

        topic
            .Picture(new ValuesRequest { Last = 90 })
            .Lines[0]
            .Means.ShouldBe([
                new WindowMean(Ten, 2, 5),
                new WindowMean(Ten + 5000, 7, 5),
                new WindowMean(Ten + 10_000, 10.5, 2),
            ]);
    }

    [Fact]
    public void A_window_that_reaches_back_before_those_shown_is_of_all_in_it()
    {
        var topic = new ValuesTopic("week11_orig_data");
        for (var second = 0; second < 10; second++)
        {
            topic.Send(second * 1000L, $$"""{"ts":{{(Ten / 1000) + second}},"value":{{second}}}""");
        }

        topic
            .Picture(new ValuesRequest { Last = 3 })
            .Lines[0]
            .Means.ShouldBe([new WindowMean(Ten + 5000, 7, 5)]);
    }

    [Fact]
    public void Sensors_write_numbers_as_texts_and_their_names_beside_them()
    {
        var picture = new ValuesTopic("topic_temperature")
            .Send(10, """{"uid":"1","datetime":"10:00:00","temperature":"21.5"}""")
            .Send(20, """{"uid":"2","datetime":"10:00:00","temperature":"-3"}""")
            .Send(700, """{"uid":"1","datetime":"10:00:00","temperature":"22"}""")
            .Picture();

        picture.Lines.Select(line => line.Name).ShouldBe(["1", "2"]);
        picture.Lines[0].Points.Select(point => point.Value).ShouldBe([21.5, 22]);
        picture.Lines[1].Points[0].Value.ShouldBe(-3);
    }

    [Fact]
    public void Values_of_many_partitions_are_put_in_order_of_their_time()
    {
        var picture = new ValuesTopic()
            .Send(3000, "10:00:03, 3")
            .Send(1000, "10:00:01, 1")
            .Send(2000, "10:00:02, 2")
            .Picture();

        picture.Lines[0].Points.Select(point => point.Total).ShouldBe([1, 3, 6]);
    }

    private static string Clock(int second) =>
        TimeSpan.FromSeconds(36_000 + second).ToString("hh\\:mm\\:ss");
}
