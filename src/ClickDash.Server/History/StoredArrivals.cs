using ClickDash.Core.Live;

namespace ClickDash.Server.History;

/// <summary>When messages were read about whose clicks' time the arrival decided, for as long as they may be read again.</summary>
internal sealed class StoredArrivals(StoreTables tables, long content)
{
    /// <summary>All that are kept.</summary>
    public List<ArrivalMark> Load() =>
        tables.Rows(
            "SELECT topic, number, first, next, at FROM arrival WHERE content = $a",
            row => new ArrivalMark(
                row.GetString(0),
                row.GetInt32(1),
                row.GetInt64(2),
                row.GetInt64(3),
                row.GetInt64(4)
            ),
            content
        );

    /// <summary>Writes new ones into the transaction that is open, and deletes what is not read again any more.</summary>
    /// <param name="arrivals">The new ones.</param>
    /// <param name="now">The moment, in epoch milliseconds.</param>
    public void Save(IReadOnlyList<ArrivalMark> arrivals, long now)
    {
        foreach (var one in arrivals)
        {
            tables.Run(
                "INSERT OR REPLACE INTO arrival (content, topic, number, first, next, at) VALUES ($a, $b, $c, $d, $e, $f)",
                content,
                one.Topic,
                one.Partition,
                one.From,
                one.Until,
                one.At
            );
        }

        tables.Run(
            "DELETE FROM arrival WHERE content = $a AND at < $b",
            content,
            now - LiveWindow.LiveSeconds * 1000L
        );
    }
}
