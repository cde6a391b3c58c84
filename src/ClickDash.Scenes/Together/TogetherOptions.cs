namespace ClickDash.Scenes.Together;

/// <summary>The bounds of the scene <c>together</c>.</summary>
public sealed record TogetherOptions
{
    /// <summary>How long a visitor must be away for the next click to begin another session, where the producer names none.</summary>
    public TimeSpan SessionGap { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How many of the newest sessions are kept: with five pages each 30 MB, and a million clicks and more.</summary>
    public int MostSessions { get; init; } = 250_000;

    /// <summary>How many pages are told apart; clicks on later ones are left out and counted.</summary>
    public int MostPages { get; init; } = 2_000;

    /// <summary>How many different pages of a session count: who sees more is a robot, and says nothing of pages that go together.</summary>
    public int MostPagesOfSession { get; init; } = 50;

    /// <summary>How long to wait from one model to the next, so that a busy server counts first.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(10);
}
