using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>The last counts of one topic's rows: those that changed, or all of them.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Since">The oldest second whose rows are kept; those of earlier ones are evicted.</param>
/// <param name="Counts">The counts by row.</param>
public sealed record RowCounts(
    string Topic,
    long Since,
    IReadOnlyDictionary<RowKey, RowCount> Counts
);

/// <summary>A row of counts.</summary>
/// <param name="Second">The second that it counts, in epoch seconds.</param>
/// <param name="Row">Tells it apart from others of the second.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RowKey(long Second, UInt128 Row);

/// <summary>The last count of a row and the message that it came with: of two, the later message's wins, then the higher partition's and offset's.</summary>
/// <param name="Count">The count.</param>
/// <param name="Timestamp">The message's time in epoch milliseconds; -1 where it is not known, which is before all others.</param>
/// <param name="Partition">The message's partition.</param>
/// <param name="Offset">The message's offset; -1 where it is not known.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RowCount(long Count, long Timestamp, int Partition, long Offset)
{
    /// <summary>A hash of the message's key, by which a tombstone finds the row; 0 where it is not known.</summary>
    public long KeyHash { get; init; }
}
