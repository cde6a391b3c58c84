using System.Text.Json;
using ClickDash.Client.Charts;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Charts;

public sealed class TimeLineTests
{
    [Fact]
    public void Closed_seconds_are_the_line_and_open_ones_are_apart()
    {
        var data = Data(A.Picture());

        var closed = Trace(data, "closed").GetProperty("y");
        closed.GetArrayLength().ShouldBe(58);
        closed.EnumerateArray().ShouldAllBe(y => y.GetInt32() == 10);
        var open = Trace(data, "open").GetProperty("y");
        open.EnumerateArray().Select(y => y.GetInt32()).ShouldBe([7, 1]);
    }

    [Fact]
    public void Times_are_the_readers_wall_clock()
    {
        var data = Data(A.Picture());

        Trace(data, "closed").GetProperty("x0").GetString().ShouldBe("2026-01-01 13:00:00.000");
        Trace(data, "open").GetProperty("x0").GetString().ShouldBe("2026-01-01 13:00:58.000");
    }

    [Fact]
    public void A_gap_breaks_the_line_and_carries_its_reason_as_text()
    {
        var data = Data(A.Picture().WithGap(20, 24, "<b>away</b>"));

        var stretches = data.EnumerateArray()
            .Where(trace => trace.GetProperty("name").GetString() == "closed")
            .ToArray();
        stretches.Select(one => one.GetProperty("y").GetArrayLength()).ShouldBe([20, 34]);
        stretches[1].GetProperty("x0").GetString().ShouldBe("2026-01-01 13:00:24.000");
        var gap = Trace(data, "gaps");
        gap.GetProperty("width")[0].GetInt64().ShouldBe(4000);
        gap.GetProperty("text")[0].GetString().ShouldBe("&lt;b&gt;away&lt;/b&gt;");
    }

    [Fact]
    public void What_happened_is_a_thin_line_with_its_words_as_text()
    {
        var data = Data(A.Picture() with { Marks = [A.Mark(10_200, MarkKind.Note, "<b>now</b>")] });

        var marks = Trace(data, "marks");
        marks.GetProperty("text")[0].GetString().ShouldBe("Note: &lt;b&gt;now&lt;/b&gt;");
        // In the middle of where its second is drawn, which is half a second to the left.
        marks.GetProperty("x")[0].GetString().ShouldBe("2026-01-01 13:00:09.700");
        Trace(data, "mark-lines").GetProperty("y")[2].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Longer_buckets_are_drawn_as_clicks_a_second()
    {
        var picture = A.Picture() with { Step = 10_000, View = new ViewRequest(3600) };

        Trace(Data(picture), "closed").GetProperty("y")[0].GetDouble().ShouldBe(1);
    }

    [Fact]
    public void The_window_before_is_a_line_of_its_own_from_where_it_is_known_whole()
    {
        var before = Trace(Data(A.Picture()), "before");
        before.GetProperty("x0").GetString().ShouldBe("2026-01-01 13:00:00.000");
        before.GetProperty("y").GetArrayLength().ShouldBe(60);

        var young = Trace(Data(A.Picture() with { Reach = A.Start - 20_000 }), "before");
        young.GetProperty("x0").GetString().ShouldBe("2026-01-01 13:00:40.000");
        young.GetProperty("y").GetArrayLength().ShouldBe(20);

        Data(A.Picture() with { Reach = A.Start })
            .EnumerateArray()
            .ShouldNotContain(trace => trace.GetProperty("name").GetString() == "before");
    }

    [Fact]
    public void A_closer_look_shows_its_stretch_and_its_own_height()
    {
        var picture = A.Picture() with { Total = [.. A.Picture().Total] };
        picture.Total[5] = 1000;
        var zoom = Zoom.Of(picture, A.Start + 20_000, A.Start + 30_000);

        var layout = JsonDocument
            .Parse(TimeLine.Figure(picture, A.Berlin, new LineStyle(Zoom: zoom)))
            .RootElement.GetProperty("layout");

        layout
            .GetProperty("xaxis")
            .GetProperty("range")
            .EnumerateArray()
            .Select(end => end.GetString())
            .ShouldBe(["2026-01-01 13:00:19.500", "2026-01-01 13:00:29.500"]);
        layout.GetProperty("yaxis").GetProperty("range")[1].GetDouble().ShouldBeLessThan(20);
    }

    [Fact]
    public void Another_time_is_drawn_where_this_one_is_and_longer_steps_are_steps()
    {
        const long Hour = 3_600_000;
        var then = A.Picture() with { Start = A.Start - Hour, Step = 60_000 };
        then.Total[0] = 600;

        var before = Trace(
            JsonDocument
                .Parse(
                    TimeLine.Figure(
                        A.Picture(),
                        A.Berlin,
                        new LineStyle(Ghost: new Ghost(then, Hour))
                    )
                )
                .RootElement.GetProperty("data"),
            "before"
        );

        before.GetProperty("x0").GetString().ShouldBe("2026-01-01 13:00:00.000");
        before.GetProperty("dx").GetInt64().ShouldBe(60_000);
        before.GetProperty("y")[0].GetDouble().ShouldBe(10);
        before.GetProperty("line").GetProperty("shape").GetString().ShouldBe("hv");
    }

    [Fact]
    public void A_stack_adds_up_to_the_line_in_every_closed_second()
    {
        var picture = A.Split();

        var layers = JsonDocument
            .Parse(TimeLine.Figure(picture, A.Berlin, new LineStyle(IsStacked: true)))
            .RootElement.GetProperty("data")
            .EnumerateArray()
            .Where(trace => trace.GetProperty("name").GetString() == "layer")
            .Select(trace =>
                trace.GetProperty("y").EnumerateArray().Select(y => y.GetInt32()).ToArray()
            )
            .ToArray();

        layers.Length.ShouldBe(3);
        for (var i = 0; i < picture.Open; i++)
        {
            layers.Sum(layer => layer[i]).ShouldBe((int)picture.Total[i]!.Value);
        }
    }

    [Fact]
    public void An_open_second_without_clicks_has_no_column() =>
        Trace(Data(A.Empty()), "open")
            .GetProperty("y")
            .EnumerateArray()
            .ShouldAllBe(y => y.ValueKind == JsonValueKind.Null);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(10, 12)]
    [InlineData(66, 80)]
    [InlineData(1_000_000, 1_200_000)]
    public void The_axis_ends_at_a_round_number(double highest, double top) =>
        Axis.Top(highest).ShouldBe(top);

    [Fact]
    public void The_axis_ends_on_a_line_and_has_three_to_five_of_them()
    {
        for (var highest = 1; highest < 2_000_000; highest += 1 + highest / 7)
        {
            var top = Axis.Top(highest);
            var lines = top / Axis.TickAt(top);

            lines.ShouldBeInRange(3, 5);
            lines.ShouldBe(Math.Round(lines), 1e-9);
        }
    }

    [Fact]
    public void An_empty_picture_has_a_figure_too() => Data(A.Empty()).GetArrayLength().ShouldBe(4);

    private static JsonElement Data(Snapshot picture) =>
        JsonDocument.Parse(TimeLine.Figure(picture, A.Berlin)).RootElement.GetProperty("data");

    private static JsonElement Trace(JsonElement data, string name) =>
        data.EnumerateArray().Single(trace => trace.GetProperty("name").GetString() == name);
}
