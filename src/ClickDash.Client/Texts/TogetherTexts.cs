namespace ClickDash.Client.Texts;

/// <summary>What the scene of pages that go together says.</summary>
internal static class TogetherTexts
{
    public const string Title = "Together";
    public const string ChoosePage = "Choose a page";
    public const string SearchPages = "Search pages";
    public const string Pages = "Pages, most sessions first";
    public const string PagesNote = "Beside each page: the sessions that saw it.";
    public const string Closeness = "Closeness ";
    public const string NothingLearnt = "Nothing learnt yet";
    public const string NoNeighbours = "No neighbours";
    public const string NoNeighboursWhy =
        "No other page was seen together with this one in two sessions.";
    public const string HowLearnt = "How it was learnt";
    public const string Sessions = "Sessions of two pages and more";
    public const string Factors = "Pages · numbers a page";
    public const string Losses = "Loss after each half-step";
    public const string Cut = "The time was over before it was done: a coarser picture.";
    public const string Method =
        "A view is no rating: that a session saw a page is a preference, and how often says how sure it is. Sessions and pages get vectors, in turns each the best for the other (alternating least squares). Pages whose vectors point the same way go together.";

    /// <summary>The name of the neighbours' panel; the page is null before one is chosen.</summary>
    public static string Neighbours(string? page) =>
        page is null ? "Goes together" : $"Goes together with {page}";

    /// <summary>Why a page is a neighbour.</summary>
    /// <param name="shared">The sessions that saw both.</param>
    /// <param name="sessions">The neighbour's sessions.</param>
    /// <param name="byChance">How many would share them by chance.</param>
    /// <param name="mostOf">The chosen page's sessions where most of them saw both; else null.</param>
    public static string Why(string shared, string sessions, string byChance, string? mostOf) =>
        $"{shared} of its {sessions} sessions saw both; by chance it would be {byChance}."
        + (mostOf is null ? "" : $" That is most of the {mostOf} of the page chosen.");

    /// <summary>Why nothing is learnt yet; clicks that name nobody are null for none.</summary>
    public static string NothingLearntWhy(string clicks, string sessions, string? anonymous) =>
        $"{clicks} clicks of {sessions} sessions so far. It needs sessions that saw two pages at least."
        + (
            anonymous is null
                ? ""
                : $" {anonymous} clicks name neither visit nor visitor: from them nothing can be learnt."
        );

    public static string LearntIn(string? time) => $"Learnt in · at {time}";

    public static string LossLabel(string first, string last, int steps) =>
        $"The loss falls from {first} to {last} in {steps} half-steps.";

    public static string Read(string clicks, string sessions) =>
        $"{clicks} clicks of {sessions} sessions";

    public static string Anonymous(string clicks) => $"{clicks} name nobody";

    public static string BeyondPages(string clicks) => $"{clicks} on pages beyond those told apart";
}
