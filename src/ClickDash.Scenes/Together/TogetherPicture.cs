namespace ClickDash.Scenes.Together;

/// <summary>The picture of the scene <c>together</c> for one page.</summary>
/// <param name="Page">The page whose neighbours are shown; null while nothing is known.</param>
/// <param name="PageSessions">How many sessions saw it.</param>
/// <param name="Neighbours">The pages closest to it, closest first.</param>
/// <param name="Pages">The pages to choose from, those that most sessions saw first.</param>
/// <param name="Model">What it was learnt from and how; null before the first model.</param>
/// <param name="Sessions">How many sessions are kept by now.</param>
/// <param name="Clicks">How many clicks are of a session by now.</param>
/// <param name="Anonymous">Clicks that name neither visit nor visitor: they say nothing.</param>
/// <param name="BeyondPages">Clicks on pages beyond the most that are told apart.</param>
/// <param name="NotClicks">Messages that are no clicks.</param>
public sealed record TogetherPicture(
    string? Page,
    int PageSessions,
    Neighbour[] Neighbours,
    PageSeen[] Pages,
    ModelFacts? Model,
    int Sessions,
    long Clicks,
    long Anonymous,
    long BeyondPages,
    long NotClicks
);

/// <summary>A page near the chosen one, and why.</summary>
/// <param name="Page">Its name.</param>
/// <param name="Closeness">The cosine of the two pages' vectors, up to 1.</param>
/// <param name="Shared">How many sessions saw both.</param>
/// <param name="Sessions">How many sessions saw this one.</param>
/// <param name="ByChance">How many would have seen both if the pages had nothing to do with each other.</param>
public sealed record Neighbour(
    string Page,
    double Closeness,
    int Shared,
    int Sessions,
    double ByChance
);

/// <summary>A page and how many sessions saw it.</summary>
public sealed record PageSeen(string Page, int Sessions);

/// <summary>What a model was learnt from and how.</summary>
/// <param name="Sessions">Sessions of two pages and more.</param>
/// <param name="Entries">Different pages of all of them together.</param>
/// <param name="Pages">Pages.</param>
/// <param name="Factors">Numbers a page.</param>
/// <param name="Losses">What was minimised, at the beginning and after each half-step.</param>
/// <param name="IsCut">Whether the time was over before it was done.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="At">When it was done, in epoch milliseconds.</param>
public sealed record ModelFacts(
    int Sessions,
    int Entries,
    int Pages,
    int Factors,
    double[] Losses,
    bool IsCut,
    long Milliseconds,
    long At
);
