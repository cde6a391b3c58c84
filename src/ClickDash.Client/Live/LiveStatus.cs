namespace ClickDash.Client.Live;

/// <summary>How far what is on the page can be believed to be now.</summary>
public enum LiveStatus
{
    /// <summary>Not connected yet; what is shown came with the page.</summary>
    Connecting,

    /// <summary>Pictures arrive.</summary>
    Live,

    /// <summary>Connected, but nothing has arrived for longer than <see cref="Freshness.StaleAfter"/>.</summary>
    Stale,

    /// <summary>The connection was lost and is being tried again.</summary>
    Reconnecting,
}
