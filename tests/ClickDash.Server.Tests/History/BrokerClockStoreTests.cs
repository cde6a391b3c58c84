using ClickDash.Kafka;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.History;

/// <summary>Where now follows the brokers, it does so across a restart, in all that is stored and read again, and no longer than they speak.</summary>
public sealed class BrokerClockStoreTests : StoreFolder
{
    private readonly FakeTimeProvider _time = new(Noon);

    [Theory]
    [InlineData(0.75)]
    [InlineData(3)]
    public async Task Where_the_brokers_clock_is_behind_the_next_run_shows_what_the_last_did(
        double hours
    )
    {
        var behind = TimeSpan.FromHours(hours);
        long total;
        long previous;
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            ClickEveryMinute(first, behind, minutes: 110);
            var picture = first.Picture(3600);
            picture.Now.ShouldBe((_time.GetUtcNow() - behind).ToUnixTimeMilliseconds());
            (total, previous) = (picture.Kpi.Total, picture.Kpi.PreviousTotal);
            total.ShouldBe(59);
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Begin(offset: 110, from: 0, kind: SegmentStart.Continued);
        var after = second.Picture(3600);
        (after.Kpi.Total, after.Kpi.PreviousTotal).ShouldBe((total, previous));
        after.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_backlog_does_not_end_what_the_last_run_followed()
    {
        var behind = TimeSpan.FromHours(3);
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            ClickEveryMinute(first, behind, minutes: 1);
            await first.StopAsync();
        }

        _time.Advance(TimeSpan.FromMinutes(5));
        await using var second = await StartAsync();
        second.Feed.Begin(offset: 1, end: 3, kind: SegmentStart.Continued);
        second.TakeAppended(1, _time.GetUtcNow() - behind - TimeSpan.FromMinutes(4), "/a");
        second.Picture().Now.ShouldBe((_time.GetUtcNow() - behind).ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(180)]
    public async Task Brokers_that_set_no_times_any_more_are_not_followed(int minutes)
    {
        await using var run = await StartAsync();
        run.Begin(offset: 0);
        run.TakeAppended(0, Noon.AddMinutes(minutes), "/a");
        run.Picture().Now.ShouldBe(Noon.AddMinutes(minutes).ToUnixTimeMilliseconds());
        ClickForMinutes(run, offset: 1, minutes: 2);

        var picture = run.Picture();
        picture.Now.ShouldBe(_time.GetUtcNow().ToUnixTimeMilliseconds());
        picture.Kpi.Rate.ShouldBe(10);
    }

    [Fact]
    public async Task What_the_last_run_followed_is_followed_no_longer_than_a_minute_without_news()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.TakeAppended(0, Noon.AddMinutes(10), "/a");
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Begin(offset: 1, kind: SegmentStart.Continued);
        second.Picture().Now.ShouldBe(Noon.AddMinutes(10).ToUnixTimeMilliseconds());
        ClickForMinutes(second, offset: 1, minutes: 2);
        second.Picture().Now.ShouldBe(_time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_quiet_topic_is_followed_through_its_pauses()
    {
        await using var run = await StartAsync();
        run.Begin(offset: 0);
        run.TakeAppended(0, Noon.AddMinutes(10), "/a");
        _time.Advance(TimeSpan.FromMinutes(5));
        run.Picture().Now.ShouldBe(Noon.AddMinutes(15).ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_gap_after_a_restart_begins_when_the_last_run_read_last()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.TakeAppended(0, Noon.AddMinutes(10), "/a");
            await first.StopAsync();
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        await using var second = await StartAsync();
        second.Begin(offset: 1, kind: SegmentStart.Continued);
        second.Feed.Lost(1, 5);
        var gap = second.Picture().Gaps.ShouldHaveSingleItem();
        // The second of the last click was seen.
        gap.From.ShouldBe(Noon.AddMinutes(10).AddSeconds(1).ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Brokers_that_are_set_back_do_not_delete_what_was_counted_before()
    {
        await using var run = await StartAsync();
        run.Begin(offset: 0);
        run.Take(0, "/a");
        run.Engine.Store();
        _time.Advance(TimeSpan.FromMinutes(20));
        ClickEveryMinute(run, TimeSpan.FromHours(3), minutes: 2, offset: 1);
        run.Engine.Store();
        run.TakeAppended(3, _time.GetUtcNow(), "/a");
        run.Engine.Store();
        run.Service.Store!.Load(0)!.Seconds.Sum(second => second.Total).ShouldBe(4);
    }

    /// <summary>Clicks whose messages get a time from a broker whose clock is behind, as soon as they are sent.</summary>
    private void ClickEveryMinute(StoredRun run, TimeSpan behind, int minutes, long offset = 0)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            run.SeesEnd(offset);
            run.TakeAppended(offset++, _time.GetUtcNow() - behind, "/a");
            run.Picture();
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Ten clicks a second whose messages have their producer's time.</summary>
    private void ClickForMinutes(StoredRun run, long offset, int minutes)
    {
        for (var second = 0; second < minutes * 60; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            run.TakeAt(offset, _time.GetUtcNow(), [.. Enumerable.Repeat("/a", 10)]);
            offset += 10;
            run.Picture();
        }
    }

    private Task<StoredRun> StartAsync() => StoredRun.StartAsync(File, _time);
}
