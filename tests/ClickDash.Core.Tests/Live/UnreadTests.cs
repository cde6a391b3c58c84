using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Live;

/// <summary>While reading does not keep up, a second of which no click was read is not known to have had none.</summary>
public sealed class UnreadTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Seconds_that_may_not_be_read_yet_are_unknown_but_for_those_that_have_clicks(
        bool isFiltered
    )
    {
        var stream = new Stream();
        var view = isFiltered ? Stream.Asked(60, Dimension.Page, 10, "page:/a") : View.Default;
        var filtered = isFiltered ? stream.Live.Filter(view) : null;
        stream.Click("/a", at: 40_000);
        stream.Click("/a", at: 52_500);

        var picture = Read(50_200);

        picture.Total[^10..].ShouldBe([null, 1, null, null, null, null, null, null, null, 0]);
        picture.Total[..^10].ShouldAllBe(total => total == 0 || total == 1);
        picture.Gaps.ShouldBe([new Gap(Stream.Noon + 50_200, Stream.Noon + 60_500, "not_read")]);
        Read(null).Total.ShouldAllBe(total => total != null);

        Snapshot Read(long? unreadSince)
        {
            stream.Live.Advance(Stream.Noon + 60_500);
            var stamp = stream.Stamped(60_500) with { UnreadSince = Stream.Noon + unreadSince };
            return filtered is null
                ? stream.Live.Take(view, stamp)
                : filtered.Take(stream.Live.Facts(view, stamp));
        }
    }
}
