using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

/// <summary>Time has a judge: docs/time.md's table, row by row. Times in seconds after noon unless said otherwise.</summary>
public sealed class TimeJudgeTests
{
    private const long Noon = Stream.Noon;
    private const int Hour = 3600;

    [Theory]
    // A message's timestamp of the producer's that can be: the click's own time within the lateness before it and ten seconds after.
    [InlineData(0, 0, 0, "counted", 0, false)]
    [InlineData(-600, 0, 0, "counted", -600, false)]
    [InlineData(10, 0, 0, "counted", 10, false)]
    [InlineData(-601, 0, 0, "too late", 0, false)]
    [InlineData(11, 0, 5, "retimed", 0, false)]
    // A producer whose clock is half an hour ahead or behind, of a click whose own time is right.
    [InlineData(0, -1800, 0, "retimed", -1800, false)]
    [InlineData(0, 1800, 0, "counted", 0, true)]
    // A producer that sends seconds or microseconds where Kafka has milliseconds.
    [InlineData(0, -1_793_553_451, 0, "counted", 0, true)]
    [InlineData(0, 1_793_000_000_000, 0, "counted", 0, true)]
    public void Under_CreateTime_what_was_there_when_reading_began_is_judged_by_its_message(
        long click,
        long message,
        long arrived,
        string verdict,
        long counted,
        bool usedArrival
    ) => Check(click, message, arrived, isLive: false, verdict, counted, usedArrival);

    [Theory]
    [InlineData(0, -1800, 0, "counted", 0, true)]
    [InlineData(0, -1800, 10, "counted", 0, true)]
    [InlineData(0, -1800, 11, "retimed", -1800, false)]
    [InlineData(0, 1800, 0, "counted", 0, true)]
    [InlineData(0, 0, 0, "counted", 0, false)]
    [InlineData(0, 700, 0, "counted", 0, true)]
    [InlineData(-800, 0, 0, "too late", 0, false)]
    public void Under_CreateTime_the_arrival_speaks_for_a_click_that_comes_live(
        long click,
        long message,
        long arrived,
        string verdict,
        long counted,
        bool usedArrival
    ) => Check(click, message, arrived, isLive: true, verdict, counted, usedArrival);

    [Fact]
    public void Under_LogAppendTime_nothing_depends_on_the_arrival() =>
        Gen.Select(Gen.Long[-Hour, Hour], Gen.Long[-Hour, Hour], Gen.Long[-Hour, Hour], Gen.Bool)
            .Sample(
                (click, message, arrived, isLive) =>
                {
                    var judge = New();
                    var time = new MessageTime(At(message), IsLogAppendTime: true);
                    var first = judge.Judge(ClickTime.At(At(click)), time, At(arrived), isLive);
                    var second = judge.Judge(ClickTime.At(At(click)), time, At(0), !isLive);
                    first.ShouldBe(second);
                    first.UsedArrival.ShouldBeFalse();
                }
            );

    [Fact]
    public void Nothing_beyond_ten_seconds_after_the_arrival_counts_there() =>
        Gen.Select(Gen.Long[-Hour, Hour], Gen.Long[-Hour, Hour], Gen.Bool)
            .Sample(
                (click, message, isLive) =>
                    New()
                        .Judge(
                            ClickTime.At(At(click)),
                            new MessageTime(At(message), IsLogAppendTime: false),
                            At(0),
                            isLive
                        )
                        .Time.ShouldBeLessThanOrEqualTo(At(10))
            );

    [Fact]
    public void A_click_without_a_time_has_its_messages_and_is_not_retimed()
    {
        var judged = New().Judge(ClickTime.Absent, Created(5), At(6), isLive: true);
        (judged.Verdict, judged.Time, judged.IsLate).ShouldBe((TimeVerdict.Counted, At(5), false));
    }

    [Fact]
    public void A_time_that_cannot_be_read_is_no_retimed_one()
    {
        var judged = New().Judge(ClickTime.Unreadable, Created(5), At(6), isLive: true);
        (judged.Verdict, judged.Time).ShouldBe((TimeVerdict.Unreadable, At(5)));
    }

    [Fact]
    public void A_time_of_another_era_is_retimed()
    {
        var judged = New().Judge(ClickTime.Implausible, Created(5), At(6), isLive: true);
        (judged.Verdict, judged.Time).ShouldBe((TimeVerdict.Retimed, At(5)));
    }

    [Theory]
    [InlineData(0, 2_999, false)]
    [InlineData(0, 3_000, true)]
    [InlineData(999, 2_999, false)]
    [InlineData(1_000, 3_999, false)]
    public void A_click_is_late_whose_second_had_ended_by_the_watermarks_delay_before(
        long clickMilliseconds,
        long messageMilliseconds,
        bool isLate
    )
    {
        var message = new MessageTime(Noon + messageMilliseconds, IsLogAppendTime: false);
        New()
            .Judge(ClickTime.At(Noon + clickMilliseconds), message, At(5), isLive: true)
            .IsLate.ShouldBe(isLate);
    }

    [Fact]
    public void By_message_or_arrival_a_click_has_no_say()
    {
        New(TimeMode.Message)
            .Judge(ClickTime.At(At(-9999)), Created(5), At(6), isLive: true)
            .ShouldBe(new Judgement(At(5), At(5), TimeVerdict.Counted));
        New(TimeMode.Arrival)
            .Judge(ClickTime.At(At(-9999)), Created(5), At(6), isLive: true)
            .ShouldBe(new Judgement(At(6), At(6), TimeVerdict.Counted) { UsedArrival = true });
    }

    private static void Check(
        long click,
        long message,
        long arrived,
        bool isLive,
        string verdict,
        long counted,
        bool usedArrival
    )
    {
        var judged = New().Judge(ClickTime.At(At(click)), Created(message), At(arrived), isLive);
        judged.Verdict.ShouldBe(
            verdict switch
            {
                "counted" => TimeVerdict.Counted,
                "retimed" => TimeVerdict.Retimed,
                _ => TimeVerdict.TooLate,
            }
        );
        judged.UsedArrival.ShouldBe(usedArrival);
        if (judged.Verdict != TimeVerdict.TooLate)
        {
            judged.Time.ShouldBe(At(counted));
        }
    }

    private static TimeJudge New(TimeMode mode = TimeMode.Event) =>
        new(mode, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(2));

    private static MessageTime Created(long seconds) => new(At(seconds), IsLogAppendTime: false);

    private static long At(long seconds) => Noon + seconds * 1000;
}
