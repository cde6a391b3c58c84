using ClickDash.Core.Clicks;
using ClickDash.Core.Live;

namespace ClickDash.Core.Tests.Live;

/// <summary>What an earlier run counted and nobody can read again is missing to the filters that it concerns, and to no other.</summary>
public sealed class AbsenceTests
{
    private readonly Stream _stream = new();

    [Theory]
    [InlineData(true, "country:AU")]
    [InlineData(true, "source:other")]
    [InlineData(true, "source:clicks", "source:other")]
    [InlineData(false, "source:clicks")]
    public void The_past_of_one_topic_is_missing_where_its_clicks_may_pass(
        bool isMissing,
        params string[] filters
    )
    {
        var view = Stream.Asked(300, Dimension.Page, 10, filters);
        _stream.Click("/", at: 10_000, country: "AU");
        _stream.Live.Intake.Past.Miss([new Absence("other", Stream.Noon + 50_000)]);

        var picture = _stream.At(100_000, _stream.Live.Filter(view), view);

        (picture.Reach > picture.Start).ShouldBe(isMissing);
        picture.Total.Sum().ShouldBe(isMissing ? 0 : 1);
    }

    [Fact]
    public void What_is_of_no_topic_is_missing_to_all()
    {
        var view = Stream.Asked(300, Dimension.Page, 10, "source:clicks");
        _stream.Live.Intake.Past.Miss([new Absence(Topic: null, Stream.Noon + 50_000)]);
        _stream.At(100_000, _stream.Live.Filter(view), view).Reach.ShouldBe(Stream.Noon + 51_000);
    }
}
