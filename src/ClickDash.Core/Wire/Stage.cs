using System.Diagnostics.CodeAnalysis;

namespace ClickDash.Core.Wire;

/// <summary>What the presenter shows: the projector's page is it, viewers who follow mirror it, phones get its buttons.</summary>
/// <param name="Version">Counts its changes, so that a later one is known by it.</param>
/// <param name="Query">The view, as the query of the dashboard's address with its question mark; empty for the usual one.</param>
/// <param name="Frozen">Whether the picture stands.</param>
/// <param name="Spotlight">The panel that has the page for itself; null where none has.</param>
/// <param name="Leads">Whether viewers follow.</param>
/// <param name="Announcement">A short text for all to see; empty for none.</param>
/// <param name="ShowsJoin">Whether the projector shows how phones join, and their dots.</param>
/// <param name="ShowsPeople">Whether it says how many have joined.</param>
/// <param name="TurnSeconds">After how many seconds the projector turns to the next panel by itself; 0 for never.</param>
/// <param name="Pages">The pages on the phones' buttons.</param>
/// <param name="LessonStart">When the shown counts began afresh, in epoch milliseconds; null where they never did.</param>
public sealed record Stage(
    long Version,
    string Query,
    bool Frozen,
    string? Spotlight,
    bool Leads,
    string Announcement,
    bool ShowsJoin,
    bool ShowsPeople,
    int TurnSeconds,
    string[] Pages,
    long? LessonStart
)
{
    /// <summary>A phone shows so many buttons that a thumb hits.</summary>
    public const int MostPages = 8;

    /// <summary>As long as a button, or a place in the ranking, can be read.</summary>
    public const int LongestPage = 60;

    /// <summary>What the last row reads on one line.</summary>
    public const int LongestAnnouncement = 120;

    // Fifty filters of ordinary length.
    private const int LongestQuery = 4000;
    private const int LongestSpotlight = 32;
    private const int ShortestTurn = 5;
    private const int LongestTurn = 3600;

    /// <summary>Before the presenter has done anything.</summary>
    public static Stage Usual { get; } =
        new(
            Version: 0,
            Query: "",
            Frozen: false,
            Spotlight: null,
            Leads: false,
            Announcement: "",
            ShowsJoin: false,
            ShowsPeople: true,
            TurnSeconds: 0,
            ["/", "/products", "/sale", "/cart"],
            LessonStart: null
        );

    /// <summary>
    /// The stage after a change. On failure <paramref name="parameter"/> names what is wrong with it and
    /// <paramref name="problem"/> says what was got and what is accepted.
    /// </summary>
    public bool TryChange(
        StageChange change,
        [NotNullWhen(true)] out Stage? next,
        out string parameter,
        out string problem
    )
    {
        next = null;
        (parameter, problem) = Problem(change) ?? ("", "");
        if (parameter.Length > 0)
        {
            return false;
        }

        next = this with
        {
            Version = Version + 1,
            Query = change.Query ?? Query,
            Frozen = change.Frozen ?? Frozen,
            Spotlight = change.Spotlight is { } spotlight
                ? (spotlight.Length == 0 ? null : spotlight)
                : Spotlight,
            Leads = change.Leads ?? Leads,
            Announcement = change.Announcement?.Trim() ?? Announcement,
            ShowsJoin = change.ShowsJoin ?? ShowsJoin,
            ShowsPeople = change.ShowsPeople ?? ShowsPeople,
            TurnSeconds = change.TurnSeconds ?? TurnSeconds,
            Pages = change.Pages is { } pages ? [.. pages.Select(page => page.Trim())] : Pages,
        };
        return true;
    }

    private static (string Parameter, string Problem)? Problem(StageChange change) =>
        change switch
        {
            { Query: { } query } when query.Length > LongestQuery || query is [not '?', ..] => (
                "query",
                $"query is '{query[..Math.Min(query.Length, 40)]}'; it takes nothing, or a '?' and what the dashboard's address takes, up to {LongestQuery} characters."
            ),
            { Spotlight: { } panel }
                when panel.Length > LongestSpotlight || !panel.All(char.IsAsciiLetterLower) => (
                "spotlight",
                $"spotlight is '{panel[..Math.Min(panel.Length, 40)]}'; it takes a panel's name in lower-case letters, or nothing."
            ),
            { Announcement.Length: > LongestAnnouncement } => (
                "announcement",
                $"announcement has {change.Announcement.Length} characters; it takes up to {LongestAnnouncement}."
            ),
            { TurnSeconds: not (null or 0 or (>= ShortestTurn and <= LongestTurn)) } => (
                "turnSeconds",
                $"turnSeconds is {change.TurnSeconds}; it takes 0 for never, or {ShortestTurn} to {LongestTurn}."
            ),
            { Pages: { } pages } when !ArePages(pages) => (
                "pages",
                $"pages takes 1 to {MostPages} different pages that begin with '/', of up to {LongestPage} characters."
            ),
            _ => null,
        };

    private static bool ArePages(string[] pages)
    {
        var trimmed = pages.Select(page => page?.Trim() ?? "").ToArray();
        return trimmed.Length is >= 1 and <= MostPages
            && trimmed.All(page => page.Length <= LongestPage && page.StartsWith('/'))
            && trimmed.Distinct(StringComparer.Ordinal).Count() == trimmed.Length;
    }
}
