using System.Diagnostics;
using ClickDash.Server.Ops;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Tests.Ops;

public sealed class SlowTickTests
{
    private readonly List<Activity> _seen = [];

    [Fact]
    public void A_tick_over_half_its_time_is_a_trace_of_its_own_and_a_quicker_one_is_none()
    {
        using var ticks = new SlowTicks(
            new ClickDashSettings { Live = new LiveSettings { TickMilliseconds = 200 } },
            TimeProvider.System
        );
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SlowTicks.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = _seen.Add,
        };
        ActivitySource.AddActivityListener(listener);

        ticks.Note(TimeSpan.FromMilliseconds(100), viewers: 7001);
        // A listener hears all sources of the name: other tests' servers have as many viewers as these never.
        Mine(7001).ShouldBeEmpty();

        ticks.Note(TimeSpan.FromMilliseconds(101), viewers: 7002);
        var slow = Mine(7002).ShouldHaveSingleItem();
        slow.Duration.ShouldBe(TimeSpan.FromMilliseconds(101));
        slow.ParentId.ShouldBeNull();
    }

    private Activity[] Mine(int viewers) =>
        [
            .. _seen
                .ToArray()
                .Where(one => one.GetTagItem("clickdash.viewers") is int of && of == viewers),
        ];
}
