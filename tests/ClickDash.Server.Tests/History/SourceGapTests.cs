using ClickDash.Core.Wire;

namespace ClickDash.Server.Tests.History;

/// <summary>A gap of one topic is none of what is filtered to another.</summary>
public sealed class SourceGapTests : FilledStore
{
    [Fact]
    public void History_of_a_topic_has_the_gaps_of_that_topic_alone()
    {
        using var store = Open();
        Count("/a", Now.AddHours(-2));
        var from = Now.AddHours(-3).ToUnixTimeMilliseconds();
        Pending.Add(new Gap(from, from + 3_600_000, "not_stored") { Topic = "b" });
        Write(store);
        Pending.Add(new Gap(from, from + 1_800_000, "waits") { Topic = "b" });

        var ask = $"from={Now.AddHours(-4):s}Z&to={Now:s}Z&step=60&split=source";

        Ask(store, ask).Total.ShouldContain((long?)null);
        Ask(store, $"{ask}&filter=source:b").Gaps.Length.ShouldBe(2);
        var other = Ask(store, $"{ask}&filter=source:a");
        other.Gaps.ShouldBeEmpty();
        other.Total.ShouldNotContain((long?)null);
        Ask(store, ask).Gaps.Length.ShouldBe(2);
    }
}
