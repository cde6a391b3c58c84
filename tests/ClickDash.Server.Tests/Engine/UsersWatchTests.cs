using ClickDash.Server.Engine;
using ClickDash.Server.Tests.History;

namespace ClickDash.Server.Tests.Engine;

public sealed class UsersWatchTests
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
}
