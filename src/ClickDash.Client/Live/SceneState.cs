using ClickDash.Core.Wire;
using ClickDash.Scenes;

namespace ClickDash.Client.Live;

/// <summary>What a scene's page knows: the newest message, or the one that was frozen, and how fresh it is. Belongs to the one thread that renders.</summary>
public sealed class SceneState(TimeProvider time)
{
    private readonly Freshness freshness = new(time);
    private SceneMessage? newest;
    private SceneMessage? frozen;

    /// <summary>Raised after every change.</summary>
    public event EventHandler? Changed;

    /// <summary>The message that is shown; null before the first.</summary>
    public SceneMessage? Message => frozen ?? newest;

    /// <summary>How reading goes now, whatever is shown; null before the first message.</summary>
    public SceneStatus? Now => newest?.Status;

    /// <summary>Whether the picture stands by choice.</summary>
    public bool IsFrozen => frozen is not null;

    /// <summary>Why the server does not show what was asked for; null where it does.</summary>
    public string? Refusal { get; private set; }

    /// <inheritdoc cref="Freshness.Silence"/>
    public TimeSpan Silence => freshness.Silence;

    /// <inheritdoc cref="Freshness.Status"/>
    public LiveStatus Status => freshness.Status;

    /// <summary>Takes a message of the stream.</summary>
    public void Receive(SceneMessage message)
    {
        freshness.Hear();
        (newest, Refusal) = (message, null);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>The connection is gone, or could not be made.</summary>
    public void Lose()
    {
        if (freshness.Lose())
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>The server does not show what was asked for, and says why.</summary>
    public void Refuse(string reason)
    {
        if (Refusal != reason)
        {
            Refusal = reason;
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Something else is asked for: what was frozen is of the past.</summary>
    public void Begin()
    {
        (newest, frozen, Refusal) = (null, null, null);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Lets the picture stand, or back to live.</summary>
    public void Freeze()
    {
        frozen = frozen is null ? newest : null;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
