using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.History;

namespace ClickDash.Server.Tests.History;

/// <summary>What a store counted before the settings changed stays what it was, names and all.</summary>
public sealed class FormerContentTests : FilledStore
{
    private static readonly TopicContent Clicks = new("clicks", "clicks", Weight: null, "event");

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void What_a_former_content_counted_last_keeps_its_names(int daysAway)
    {
        using (var store = CountStore.Open(File, Now, [Clicks]))
        {
            // Too new to be finished when the settings change.
            Count("/winter-sale", Noon.AddMinutes(-20), 500);
            Count("/checkout", Noon.AddMinutes(-15), 40);
            Write(store, new PartitionProgress("clicks", 0, 0, 3, 3, 0, 0));
            Retain(store);
        }

        Now = Noon.AddDays(daysAway);
        using (var store = CountStore.Open(File, Now, [Clicks with { Time = "message" }]))
        {
            for (var day = 0; day < 20; day++)
            {
                Count("/other-site", Now, 1);
                Write(store, new PartitionProgress("clicks", 0, 0, 3, 3, 0, 0));
                Retain(store);
                Now = Now.AddDays(1);
            }

            Count("/new-1", Now, 1);
            Count("/new-2", Now, 1);
            Write(store, new PartitionProgress("clicks", 0, 0, 3, 3, 0, 0));

            Ask(store, "from=2026-11-22&to=2026-11-23&step=day&content=clicks")
                .Ranking.ShouldBe([new("/winter-sale", 500, 0), new("/checkout", 40, 0)]);
        }
    }

    [Fact]
    public void A_former_content_keeps_its_largest_values_alone_as_the_one_that_goes_on_does()
    {
        using (var store = CountStore.Open(File, Now, [Clicks]))
        {
            for (var page = 0; page < 1500; page++)
            {
                Count($"/{page}", Noon.AddMinutes(-5), 1000 + page);
            }

            Write(store, new PartitionProgress("clicks", 0, 0, 3, 3, 0, 0));
        }

        Now = Noon.AddHours(3);
        using var other = CountStore.Open(File, Now, [Clicks with { Time = "message" }]);
        Retain(other);

        using var reader = other.Read("clicks")!;
        foreach (var step in new[] { StoredStep.Minute, StoredStep.Quarter, StoredStep.Hour })
        {
            var row = reader.Buckets(step, 0, long.MaxValue).ShouldHaveSingleItem();
            row.Counts[Core.Clicks.Dimension.Page]!.Count.ShouldBe(
                1000 + 1,
                $"{step}: and (other)"
            );
        }
    }
}
