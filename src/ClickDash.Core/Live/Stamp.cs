using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>What a picture carries besides its counts.</summary>
/// <param name="Run">Names the server's run.</param>
/// <param name="Sequence">The number of the tick.</param>
/// <param name="Now">The moment in epoch milliseconds, not before the last <see cref="LiveWindow.Advance"/>.</param>
/// <param name="Ingest">Where the clicks come from and how that goes.</param>
public readonly record struct Stamp(string Run, long Sequence, long Now, IngestStatus Ingest)
{
    /// <summary>What happened lately, in order of time.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>Messages that wait to be read; null where that is not known.</summary>
    public long? Lag { get; init; }

    /// <summary>From when on what came may not be read yet, in epoch milliseconds; null while reading keeps up.</summary>
    public long? UnreadSince { get; init; }
}
