using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Tests.Formats;

public sealed class TimeTextTests
{
    private const long NineOClock = 1_795_165_200_000;

    [Theory]
    [InlineData("1795165200", TimeUnit.Seconds, 0)]
    [InlineData("1795165200.3459999", TimeUnit.Seconds, 345)]
    [InlineData("1.795165200345e9", TimeUnit.Seconds, 345)]
    [InlineData("1795165200345", TimeUnit.Milliseconds, 345)]
    [InlineData("1795165200345.999", TimeUnit.Milliseconds, 345)]
    [InlineData("1795165200345999", TimeUnit.Microseconds, 345)]
    [InlineData("1795165200345.00000000000000000000000000009", TimeUnit.Milliseconds, 345)]
    public void Numbers_are_cut_to_milliseconds(string text, TimeUnit unit, int milliseconds) =>
        TimeText
            .Epoch(Encoding.UTF8.GetBytes(text), unit)
            .ShouldBe(ClickTime.At(NineOClock + milliseconds));

    [Theory]
    [InlineData("2026-11-20T09:00:00Z", 0)]
    [InlineData("2026-11-20t09:00z", 0)]
    [InlineData("2026-11-20 09:00:00", 0)]
    [InlineData("2026-11-20 09:00:00.9", 900)]
    [InlineData("2026-11-20T09:00:00,123999999999", 123)]
    [InlineData("2026-11-20T10:00:00.5+01:00", 500)]
    [InlineData("2026-11-20T02:00:00-0700", 0)]
    [InlineData("2026-11-20T22:00:00+13", 0)]
    [InlineData("2026-11-20T08:59:60Z", 0)]
    public void Iso_times_are_read_with_their_offsets(string text, int milliseconds) =>
        TimeText
            .Iso(Encoding.UTF8.GetBytes(text))
            .ShouldBe(ClickTime.At(NineOClock + milliseconds));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-11-20")]
    [InlineData("2026-02-30T09:00:00Z")]
    [InlineData("2026-11-20T25:00:00Z")]
    [InlineData("2026-11-20T09:60:00Z")]
    [InlineData("2026-11-20T09:00:00.Z")]
    [InlineData("2026-11-20T09:00:00 UTC")]
    [InlineData("2026-11-20T09:00:00+1")]
    [InlineData("2026-11-20T09:00:00+24:00")]
    [InlineData("20/11/2026 02:00:05")]
    [InlineData("1.")]
    [InlineData("--1")]
    [InlineData("1e")]
    [InlineData(" 1795165200000")]
    public void Other_texts_are_no_times(string text) =>
        TimeText
            .EpochOrIso(Encoding.UTF8.GetBytes(text), TimeUnit.Milliseconds)
            .ShouldBe(text.Length == 0 ? ClickTime.Absent : ClickTime.Unreadable);

    [Theory]
    [InlineData("0")]
    [InlineData("-1795165200000")]
    [InlineData("-1e300")]
    [InlineData("1e-300")]
    [InlineData("1989-12-31T23:59:59.999Z")]
    [InlineData("2100-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+23:00")]
    [InlineData("9999-12-31T23:59:59-23:00")]
    public void Times_of_other_eras_are_implausible(string text) =>
        TimeText
            .EpochOrIso(Encoding.UTF8.GetBytes(text), TimeUnit.Milliseconds)
            .ShouldBe(ClickTime.Implausible);

    [Theory]
    [InlineData("20/Nov/2026:09:00:00 +0000", true)]
    [InlineData("20/Nov/2026:02:00:00 -0700", true)]
    [InlineData("20/November/2026:09:00:00 +0000", false)]
    [InlineData("20/Okt/2026:09:00:00 +0000", false)]
    [InlineData("31/Nov/2026:09:00:00 +0000", false)]
    [InlineData("20/Nov/2026:09:00:00", false)]
    public void Times_of_access_logs(string text, bool isRead) =>
        TimeText
            .AccessLog(Encoding.UTF8.GetBytes(text))
            .ShouldBe(isRead ? ClickTime.At(NineOClock) : ClickTime.Unreadable);

    [Fact]
    public void The_first_time_that_can_be_counts()
    {
        var (absent, wrong, right) = (
            ClickTime.Absent,
            ClickTime.Implausible,
            ClickTime.At(NineOClock)
        );
        TimeText.First(right, ClickTime.At(NineOClock + 1)).ShouldBe(right);
        TimeText.First(absent, right).ShouldBe(right);
        TimeText.First(wrong, right).ShouldBe(right);
        TimeText.First(wrong, absent).ShouldBe(wrong);
        TimeText.First(absent, wrong).ShouldBe(wrong);
        TimeText.First(absent, absent).ShouldBe(absent);
        TimeText.First(ClickTime.Unreadable, right).ShouldBe(right);
        TimeText.First(ClickTime.Unreadable, absent).ShouldBe(ClickTime.Unreadable);
    }
}
