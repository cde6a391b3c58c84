using System.Globalization;
using System.Text;
using ClickDash.Core.Formats;
using ClickDash.Scenes.Together;

namespace ClickDash.Together.Tests;

/// <summary>
/// Clicks of visitors with known tastes: each visit is of one of twelve groups of eight pages, and one click in five is on any
/// page of the site. They come as messages, as from Kafka.
/// </summary>
internal static class GroupedClicks
{
    public const int Groups = 12;
    public const int PagesOfGroup = 8;

    /// <summary>The sessions of this many visits, as the scene's fold takes them from the messages.</summary>
    public static Baskets Baskets(int visits)
    {
        var (fold, format) = (new TogetherFold(), new ClicksFormat());
        foreach (var (time, message) in Messages(visits))
        {
            fold.Record(format, default, message, time);
        }

        return fold.NextWork(now: 0).ShouldNotBeNull();
    }

    /// <summary>The group of a page.</summary>
    public static string Group(string page) => page.Split('/')[1];

    private static IEnumerable<(long Time, byte[] Message)> Messages(int visits)
    {
        // Of .NET's own, whose numbers of a seed have not changed since the first.
        var random = new Random(7);
        for (var visit = 0; visit < visits; visit++)
        {
            var group = random.Next(Groups);
            for (var click = random.Next(3, 9); click > 0; click--)
            {
                var of = random.NextDouble() < 0.2 ? random.Next(Groups) : group;
                var page = string.Create(
                    CultureInfo.InvariantCulture,
                    $"/group{of}/page{random.Next(PagesOfGroup)}"
                );
                yield return (
                    visit * 1000L,
                    Encoding.UTF8.GetBytes($$"""{"page":"{{page}}","session":"s{{visit}}"}""")
                );
            }
        }
    }
}
