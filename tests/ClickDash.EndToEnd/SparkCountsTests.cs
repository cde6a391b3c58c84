using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>Spark counts clicks as the dashboard does, also when it is killed.</summary>
public sealed class SparkCountsTests(RealBrokerFixture fixture) : IClassFixture<RealBrokerFixture>
{
    private const int Clicks = 50_000;

    // So that it has many batches to be killed in.
    private const int ClicksABatch = 15_000;

    [Fact]
    public async Task Sparks_counts_are_the_dashboards_own_by_page_and_second_also_after_a_kill()
    {
        Assert.SkipWhen(SparkRig.SkipReason is not null, SparkRig.SkipReason ?? "");
        await using var rig = await SparkRig.StartAsync(fixture.Broker, ClicksABatch);
        await rig.SendAsync(Clicks);
        rig.TooLate.ShouldBeGreaterThan(0);
        await rig.CountedAsync(Clicks / 4);
        await rig.CrashAsync();
        (await rig.DifferenceAsync()).ShouldBeNull(rig.Spark.Log);
    }
}
