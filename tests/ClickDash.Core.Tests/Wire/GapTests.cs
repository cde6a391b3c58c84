using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Wire;

public sealed class GapTests
{
    [Fact]
    public void Those_of_several_partitions_that_overlap_and_say_the_same_are_one()
    {
        Gap[] gaps =
        [
            Of(10, 20, "deleted"),
            Of(15, 30, "deleted"),
            Of(12, 18, "made anew"),
            Of(40, 50, "deleted"),
            Of(10, 20, "deleted") with
            {
                Topic = "other",
            },
        ];

        Gap.Joined(gaps)
            .ShouldBe([
                Of(10, 30, "deleted"),
                Of(10, 20, "deleted") with
                {
                    Topic = "other",
                },
                Of(12, 18, "made anew"),
                Of(40, 50, "deleted"),
            ]);
    }

    private static Gap Of(long from, long to, string reason) =>
        new(from, to, reason) { Topic = "clicks" };
}
