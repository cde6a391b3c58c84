using ClickDash.Core.Live;

namespace ClickDash.Server.Engine;

/// <summary>
/// Tells the log when a topic's rows of counts come near their bound, when some are evicted before their lateness is over, and when there
/// is room again: a line a change. Belongs to the aggregator.
/// </summary>
internal sealed class RowsWatch(string topic, ILogger logger)
{
    // Rows that come and go around the bound must not fill the log.
    private const long CalmMilliseconds = 10 * 60_000;

    private long _evicted;
    private long _at;
    private Told _told;

    private enum Told
    {
        Nothing,
        Near,
        Evicted,
    }

    /// <summary>Looks at what there is now.</summary>
    /// <param name="rows">The topic's rows.</param>
    /// <param name="now">Epoch milliseconds.</param>
    public void Look(TopicRows rows, long now)
    {
        var latest = rows.Latest;
        if (rows.EvictedEarly > _evicted)
        {
            (_evicted, _at) = (rows.EvictedEarly, now);
            if (_told != Told.Evicted)
            {
                _told = Told.Evicted;
                logger.LogWarning(
                    "{Topic} has more than the {MaxRows} rows of counts that are kept: {Evicted} of the oldest seconds were evicted before their lateness was over, and what comes for them is too late. Allow less lateness (ClickDash:Live:AllowedLateness), or send fewer rows",
                    topic,
                    latest.MaxRows,
                    _evicted
                );
            }
        }
        else if (latest.Rows > latest.MaxRows / 5 * 4)
        {
            _at = now;
            if (_told == Told.Nothing)
            {
                _told = Told.Near;
                logger.LogWarning(
                    "{Topic} has {Rows} rows of counts within the lateness allowed, of {MaxRows} that are kept. Beyond, the oldest second's updates are dropped as too late: allow less lateness (ClickDash:Live:AllowedLateness), or send fewer rows",
                    topic,
                    latest.Rows,
                    latest.MaxRows
                );
            }
        }
        else if (_told != Told.Nothing && now - _at >= CalmMilliseconds)
        {
            _told = Told.Nothing;
            logger.LogInformation(
                "{Topic} has room for its rows of counts again: {Rows} of {MaxRows}",
                topic,
                latest.Rows,
                latest.MaxRows
            );
        }
    }
}
