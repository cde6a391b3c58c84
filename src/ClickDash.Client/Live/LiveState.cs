using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>What a page knows: the newest picture, and how fresh it is. Belongs to the one thread that renders.</summary>
public sealed class LiveState(TimeProvider time)
{
    /// <summary>Long enough to be read, and not to come and go with every frame that is missing.</summary>
    public static readonly TimeSpan ThinnedFor = TimeSpan.FromSeconds(10);

    private readonly Freshness freshness = new(time);
    private long? thinnedAt;

    /// <summary>Raised after every change.</summary>
    public event EventHandler? Changed;

    /// <summary>The newest picture; null before the first.</summary>
    public Snapshot? Picture { get; private set; }

    /// <summary>How long nothing has been heard.</summary>
    public TimeSpan Silence => freshness.Silence;

    /// <summary>How far the picture can be believed to be now.</summary>
    public LiveStatus Status => freshness.Status;

    /// <summary>Whether pictures were left out lately because this browser did not keep up with them. None is missing now.</summary>
    public bool IsThinned =>
        thinnedAt is { } at && time.GetElapsedTime(at, time.GetTimestamp()) < ThinnedFor;

    /// <summary>Takes the picture that the page was prerendered with.</summary>
    public void Begin(Snapshot? picture)
    {
        Picture ??= picture;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes a message of the stream. False where it is a frame that does not follow: the view must be watched anew.</summary>
    /// <param name="message">A whole picture, or what changed since the last.</param>
    /// <param name="isFirst">Whether the stream begins with it, so that what came before it was no part of the stream.</param>
    public bool Receive(LiveMessage message, bool isFirst = false)
    {
        var next = message.Snapshot ?? (message.Frame is { } frame ? Picture?.Apply(frame) : null);
        if (next is null)
        {
            return false;
        }

        // Every tick has its number: a whole picture that skips some stands in for the frames that did not get through. One
        // that skips none came because the values that are drawn apart have changed.
        if (!isFirst && freshness.IsConnected && next.Sequence > Picture!.Sequence + 1)
        {
            thinnedAt = time.GetTimestamp();
        }

        freshness.Hear();
        Picture = next;
        Changed?.Invoke(this, EventArgs.Empty);
        return true;
    }

    /// <summary>The connection is gone, or could not be made.</summary>
    public void Lose()
    {
        if (freshness.Lose())
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }
}
