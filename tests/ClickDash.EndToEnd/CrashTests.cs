using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>Nothing is lost and nothing counted twice, whenever the server is killed.</summary>
public sealed class CrashTests(RealBrokerFixture fixture) : IClassFixture<RealBrokerFixture>
{
    private const int Kills = 5;
    private const int ClicksASecond = 5000;

    [Fact]
    public async Task Counts_are_exact_after_every_kill()
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
        Assert.SkipWhen(
            KafkaInstallation.SkipReason is not null,
            KafkaInstallation.SkipReason ?? ""
        );
        var chance = new Random(7);
        await using var rig = await CrashRig.StartAsync(fixture.Broker, ClicksASecond);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Between two flushes of the store, before the first, or in one: by what was sent, not by the clock.
            await rig.SentAsync(rig.Messages + chance.Next(ClicksASecond / 2, ClicksASecond * 4));
            await rig.CrashAsync();
            (await rig.DifferenceAsync()).ShouldBeNull($"after kill {kill + 1}");
        }
    }

    [Fact]
    public async Task Two_servers_side_by_side_count_the_same_to_the_click()
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
        Assert.SkipWhen(
            KafkaInstallation.SkipReason is not null,
            KafkaInstallation.SkipReason ?? ""
        );
        await using var rig = await CrashRig.StartAsync(fixture.Broker, ClicksASecond);
        await rig.SentAsync(ClicksASecond);
        // One reads what is new, the other what was there before it too; then the first one goes on from its store.
        await rig.JoinAsync();
        await rig.SentAsync(rig.Messages + ClicksASecond * 2);
        (await rig.DifferenceAsync()).ShouldBeNull();
        await rig.CrashAsync();
        await rig.SentAsync(rig.Messages + ClicksASecond);
        (await rig.DifferenceAsync()).ShouldBeNull("after one was killed");
    }
}
