namespace ClickDash.Client.Live;

/// <summary>How far what a stream brought can be believed to be now. Belongs to the one thread that renders.</summary>
public sealed class Freshness(TimeProvider time)
{
    /// <summary>Twelve ticks: a stutter of the network is not worth a word, a dead stream is.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(3);

    private long heardAt;
    private bool wasConnected;

    /// <summary>Whether the stream flows, as far as is known.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>How long nothing has been heard.</summary>
    public TimeSpan Silence =>
        wasConnected ? time.GetElapsedTime(heardAt, time.GetTimestamp()) : TimeSpan.Zero;

    /// <summary>The same in a word.</summary>
    public LiveStatus Status =>
        !IsConnected ? (wasConnected ? LiveStatus.Reconnecting : LiveStatus.Connecting)
        : Silence > StaleAfter ? LiveStatus.Stale
        : LiveStatus.Live;

    /// <summary>Something was heard now.</summary>
    public void Hear() => (IsConnected, wasConnected, heardAt) = (true, true, time.GetTimestamp());

    /// <summary>The connection is gone, or could not be made. False where that was known.</summary>
    public bool Lose()
    {
        var was = IsConnected;
        IsConnected = false;
        return was;
    }
}
