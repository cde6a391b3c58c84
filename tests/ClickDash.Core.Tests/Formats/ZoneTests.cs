using System.Globalization;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Tests.Formats;

/// <summary>When the days of a zone's calendar begin.</summary>
public sealed class ZoneTests
{
    [Theory]
    [InlineData("Z", "2026-11-22", "2026-11-22T00:00:00Z")]
    [InlineData("+05:30", "2026-11-22", "2026-11-21T18:30:00Z")]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T04:00:00Z")]
    [InlineData("America/New_York", "2026-11-02", "2026-11-02T05:00:00Z")]
    // Clocks skip midnight: the day begins at one.
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z")]
    // Midnight comes twice: the day begins with the first.
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z")]
    // A day that there was not ends where it begins.
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z")]
    public void A_day_begins_with_its_first_moment(string name, string day, string begins)
    {
        Zone.TryParse(name, out var zone).ShouldBeTrue();

        DateTimeOffset
            .FromUnixTimeMilliseconds(
                zone.StartOf(DateOnly.Parse(day, CultureInfo.InvariantCulture))
            )
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            .ShouldBe(begins);
    }
}
