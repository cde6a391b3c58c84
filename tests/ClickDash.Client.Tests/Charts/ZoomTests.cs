using ClickDash.Client.Charts;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Charts;

public sealed class ZoomTests
{
    private const long End = A.Start + 60_000;

    [Fact]
    public void It_keeps_its_place_while_the_window_moves_on_and_goes_along_at_the_windows_beginning()
    {
        var zoom = Zoom.Of(A.Picture(), A.Start + 10_000, A.Start + 30_000)!;

        Later(5_000, zoom).ShouldBe(zoom);
        Later(25_000, zoom).ShouldBe(new Zoom(A.Start + 25_000, A.Start + 45_000, IsAtEnd: false));
    }

    [Fact]
    public void At_the_windows_end_it_goes_along_from_the_first() =>
        Later(1000, Zoom.Of(A.Picture(), End - 15_000, End)!)
            .ShouldBe(new Zoom(End - 14_000, End + 1000, IsAtEnd: true));

    [Fact]
    public void The_whole_window_is_no_closer_look()
    {
        Zoom.Of(A.Picture(), A.Start, End).ShouldBeNull();
        Zoom.By(null, A.Picture(), factor: 2, place: 0.5).ShouldBeNull();
    }

    [Fact]
    public void It_is_closer_round_its_place_and_moves_within_the_window()
    {
        var zoom = Zoom.By(null, A.Picture(), factor: 0.5, place: 0.5)!;
        (zoom.From, zoom.To).ShouldBe((A.Start + 15_000, A.Start + 45_000));

        zoom.Moved(A.Picture(), 0.25)!.From.ShouldBe(A.Start + 22_500);
        zoom.Moved(A.Picture(), 9)!.IsAtEnd.ShouldBeTrue();
        zoom.Moved(A.Picture(), -9)!.From.ShouldBe(A.Start);
    }

    [Theory]
    [InlineData(-0.3, 0.1)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.9, 1.5)]
    [InlineData(0.99, 0.995)]
    [InlineData(-1, -0.5)]
    public void Whatever_is_asked_for_it_is_within_the_window_and_at_least_five_buckets(
        double from,
        double to
    )
    {
        var zoom = Zoom.Of(A.Picture(), A.Start + from * 60_000, A.Start + to * 60_000)!;

        zoom.From.ShouldBeGreaterThanOrEqualTo(A.Start);
        zoom.To.ShouldBeLessThanOrEqualTo(End);
        (zoom.To - zoom.From).ShouldBeGreaterThanOrEqualTo(5000);
    }

    [Fact]
    public void What_stands_in_an_address_is_the_same_stretch()
    {
        var zoom = Zoom.Of(A.Picture(), A.Start + 10_000, A.Start + 30_000)!;
        Zoom.Parse(zoom.ToString()).ShouldBe(zoom);

        var newest = Zoom.Of(A.Picture(), End - 15_000, End)!;
        newest.ToString().ShouldBe("15000-");
        Zoom.Parse("15000-")!.Within(A.Picture()).ShouldBe(newest);
        Zoom.Parse("soon").ShouldBeNull();
        Zoom.Parse("-5").ShouldBeNull();
    }

    private static Zoom? Later(long by, Zoom zoom) =>
        zoom.Within(A.Picture() with { Start = A.Start + by });
}
