using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Wire;

public sealed class SeatMarkTests
{
    [Fact]
    public void A_thousand_phones_have_a_thousand_marks() =>
        Enumerable
            .Range(0, 1000)
            .Select(SeatMark.Of)
            .Select(mark => (mark.Colour, mark.Path, mark.Letter))
            .Distinct()
            .Count()
            .ShouldBe(1000);

    [Theory]
    [InlineData(0, "blue circle")]
    [InlineData(7, "orange triangle")]
    [InlineData(48, "blue circle A")]
    public void The_first_need_no_letter(int seat, string name) =>
        SeatMark.Of(seat).Name.ShouldBe(name);
}
