using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>What a page knows: the newest picture, and how fresh it is. Belongs to the one thread that renders.</summary>
public sealed class LiveState(TimeProvider time)
{
    /// <summary>Twelve ticks: a stutter of the network is not worth a word, a dead stream is.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(3);

    private long heardAt;
    private bool isConnected;
    private bool wasConnected;

    /// <summary>Raised after every change.</summary>
    public event EventHandler? Changed;

    /// <summary>The newest picture; null before the first.</summary>
    public Snapshot? Picture { get; private set; }

    /// <summary>How long nothing has been heard.</summary>
    public TimeSpan Silence =>
        wasConnected ? time.GetElapsedTime(heardAt, time.GetTimestamp()) : TimeSpan.Zero;

    /// <summary>How far the picture can be believed to be now.</summary>
    public LiveStatus Status =>
        !isConnected ? (wasConnected ? LiveStatus.Reconnecting : LiveStatus.Connecting)
        : Silence > StaleAfter ? LiveStatus.Stale
        : LiveStatus.Live;

    /// <summary>Takes the picture that the page was prerendered with.</summary>
    public void Begin(Snapshot? picture)
    {
        Picture ??= picture;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes a message of the stream. False where it is a frame that does not follow: the view must be watched anew.</summary>
    public bool Receive(LiveMessage message)
    {
        var next = message.Snapshot ?? (message.Frame is { } frame ? Picture?.Apply(frame) : null);
        if (next is null)
        {
            return false;
        }

        (isConnected, wasConnected, heardAt) = (true, true, time.GetTimestamp());
        Picture = next;
        Changed?.Invoke(this, EventArgs.Empty);
        return true;
    }

    /// <summary>The connection is gone, or could not be made.</summary>
    public void Lose()
    {
        if (isConnected)
        {
            isConnected = false;
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }
}
