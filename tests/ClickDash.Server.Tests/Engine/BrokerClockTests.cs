using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Server.Engine;
using ClickDash.Server.Tests.History;

namespace ClickDash.Server.Tests.Engine;

/// <summary>Where brokers set messages' times and their clock is far from this server's, now is theirs; nothing else moves it.</summary>
public sealed class BrokerClockTests
{
    private const long Noon = 1_795_348_800_000;
    private readonly LogLines _log = new();
    private readonly BrokerClock _clock;

    public BrokerClockTests() => _clock = new BrokerClock(_log);

    [Fact]
    public void A_clock_that_is_ahead_is_followed_and_told_once()
    {
        Take(offset: 0, wrote: Noon + 60_000, came: Noon + 300);
        Take(offset: 1, wrote: Noon + 61_000, came: Noon + 1_000);
        Take(offset: 2, wrote: Noon + 61_500, came: Noon + 1_900);
        _clock.Ahead.ShouldBe(60_000);
        _log.ShouldHaveSingleItem().ShouldContain("59 s ahead of this server's");
    }

    [Fact]
    public void A_clock_that_is_behind_is_followed_where_the_partition_was_seen_to_end_before()
    {
        _clock.SawEnd("clicks", 0, end: 5, askedAt: Noon);
        Take(offset: 5, wrote: Noon - 59_900, came: Noon + 200);
        _clock.Ahead.ShouldBe(-59_900);
    }

    [Fact]
    public void Old_messages_say_nothing_of_clocks()
    {
        Take(offset: 0, wrote: Noon - 600_000, came: Noon);
        _clock.SawEnd("clicks", 0, end: 5, askedAt: Noon - 300_000);
        Take(offset: 5, wrote: Noon - 200_000, came: Noon);
        _clock.Ahead.ShouldBe(0, "it waited to be read");
    }

    [Fact]
    public void Clocks_that_differ_by_a_little_are_left_alone()
    {
        Take(offset: 0, wrote: Noon + 9_900, came: Noon);
        _clock.Ahead.ShouldBe(0);
        _log.ShouldBeEmpty();
    }

    [Fact]
    public void A_clock_that_is_set_right_is_followed_no_longer()
    {
        Take(offset: 0, wrote: Noon + 60_000, came: Noon);
        _clock.SawEnd("clicks", 0, end: 1, askedAt: Noon + 1_000);
        Take(offset: 1, wrote: Noon + 1_100, came: Noon + 1_200);
        _clock.Ahead.ShouldBe(0);
        _log.Last().ShouldContain("agrees");
    }

    [Fact]
    public void Of_brokers_that_differ_the_one_furthest_ahead_is_followed_while_it_speaks()
    {
        Take(offset: 0, wrote: Noon + 60_000, came: Noon, partition: 1);
        Take(offset: 0, wrote: Noon, came: Noon);
        _clock.Ahead.ShouldBe(60_000);
        Take(offset: 1, wrote: Noon + 61_000, came: Noon + 61_000);
        _clock.Ahead.ShouldBe(0, "the other has been silent for a minute");
    }

    [Fact]
    public void Times_that_producers_set_say_nothing_of_brokers()
    {
        Take(offset: 0, wrote: Noon + 60_000, came: Noon, isLogAppendTime: false);
        _clock.Ahead.ShouldBe(0);
    }

    [Fact]
    public void A_clock_that_others_have_said_nothing_of_for_a_minute_is_followed_no_longer()
    {
        Take(offset: 0, wrote: Noon + 600_000, came: Noon);
        Take(offset: 1, wrote: Noon, came: Noon + 59_000, isLogAppendTime: false);
        _clock.Ahead.ShouldBe(600_000);
        Take(offset: 2, wrote: Noon, came: Noon + 60_000, isLogAppendTime: false);
        Take(offset: 3, wrote: Noon, came: Noon + 61_000, isLogAppendTime: false);
        _clock.Ahead.ShouldBe(0);
        _log.Count().ShouldBe(2);
        _log.Last().ShouldContain("No broker has set a message's time for a minute");
    }

    [Fact]
    public void What_an_earlier_run_knew_holds_until_a_message_contradicts_it()
    {
        _clock.Restore(-600_000, Noon);
        Take(offset: 0, wrote: Noon - 900_000, came: Noon);
        _clock.Ahead.ShouldBe(-600_000, "it waited to be read");
        Take(offset: 1, wrote: Noon + 2_000, came: Noon + 2_000);
        _clock.Ahead.ShouldBe(0, "a clock that is ten minutes behind cannot have set that time");
    }

    [Fact]
    public void What_an_earlier_run_knew_is_forgotten_where_nothing_confirms_it()
    {
        _clock.Restore(600_000, Noon);
        Take(offset: 0, wrote: Noon, came: Noon + 59_000, isLogAppendTime: false);
        _clock.Ahead.ShouldBe(600_000);
        Take(offset: 1, wrote: Noon, came: Noon + 60_000, isLogAppendTime: false);
        _clock.Ahead.ShouldBe(0);
    }

    private void Take(
        long offset,
        long wrote,
        long came,
        int partition = 0,
        bool isLogAppendTime = true
    )
    {
        var time = new MessageTime(wrote, isLogAppendTime);
        _clock.Take(
            "clicks",
            new MessageRow(partition, offset, time, -1, DropReason.None, 0, 0),
            came
        );
    }
}
