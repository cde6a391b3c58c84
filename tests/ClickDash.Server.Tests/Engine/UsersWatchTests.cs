using System.Text;
using ClickDash.Server.Engine;
using ClickDash.Server.Tests.History;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.Engine;

public sealed class UsersWatchTests : StoreFolder
{
    private readonly LogLines _log = new();

    [Fact]
    public void The_log_has_a_line_a_change()
    {
        var watch = new UsersWatch(_log);

        watch.Look(areExact: true);
        _log.ShouldBeEmpty();

        watch.Look(areExact: false);
        watch.Look(areExact: false);
        _log.ShouldHaveSingleItem().ShouldContain("are estimates");
        watch.IsApproximate.ShouldBeTrue();

        watch.Look(areExact: true);
        watch.Look(areExact: true);
        _log.Count().ShouldBe(2);
        _log.Last().ShouldContain("exact again");
        watch.IsApproximate.ShouldBeFalse();
    }

    [Fact]
    public async Task Totals_say_so_from_the_tick_on_that_saw_a_crowd()
    {
        await using var run = await StoredRun.StartAsync(File, new FakeTimeProvider(Noon));
        run.Begin(offset: 0);
        run.Take(0, "/a");
        run.Picture();
        run.Engine.Totals().UsersApproximate.ShouldBeFalse();

        for (var first = 0; first < 400_000; first += 10_000)
        {
            run.Feed.Take(
                1 + first,
                Noon.ToUnixTimeMilliseconds(),
                Enumerable
                    .Range(first, 10_000)
                    .Select(user => Encoding.UTF8.GetBytes($$"""{"page":"/a","user":"{{user}}"}"""))
            );
        }

        run.Picture().Kpi.UsersApproximate.ShouldBeTrue();
        run.Engine.Totals().UsersApproximate.ShouldBeTrue();
    }
}
