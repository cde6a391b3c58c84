using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Live;

/// <summary>A new lesson: pictures begin afresh, what is stored goes on.</summary>
public sealed class LessonTests
{
    [Fact]
    public void What_is_shown_is_counted_from_the_next_second_on_and_what_is_stored_is_all()
    {
        var stream = new Stream();
        stream.Live.TakePending();
        stream.Click("/before", at: 5_000);
        stream.Click("/before", at: 9_500);
        stream.At(10_200);

        stream.Live.BeginAnew().ShouldBe(Stream.Noon + 11_000);
        stream.Click("/before", at: 10_500);
        stream.Click("/after", at: 12_000);
        var picture = stream.At(14_000);

        picture.Ranking.ShouldBe([new RankedValue("/after", 1, 0)]);
        picture.Kpi.Total.ShouldBe(1);
        picture.Gaps.ShouldHaveSingleItem().Reason.ShouldBe("before_lesson");
        picture.Total.Count(bucket => bucket is not null).ShouldBe(4);
        stream.Live.Intake.Counters.Clicks.ShouldBe(4);
    }

    [Fact]
    public void A_click_that_comes_late_from_before_the_lesson_is_no_part_of_it()
    {
        var stream = new Stream();
        stream.At(10_200);
        stream.Live.BeginAnew();

        stream.Click("/late", at: 8_000, came: 13_000);

        stream.At(14_000).Ranking.ShouldBeEmpty();
    }
}
