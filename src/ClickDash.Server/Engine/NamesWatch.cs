using ClickDash.Core.Clicks;
using ClickDash.Core.Live;

namespace ClickDash.Server.Engine;

/// <summary>Tells the log when a dimension has more values than are named, and when all are named again: a line a change. Belongs to who folds.</summary>
internal sealed class NamesWatch(int maxValues, ILogger logger)
{
    // Values that come and go around the bound must not fill the log.
    private const long CalmMilliseconds = 10 * 60_000;

    private readonly (long Unnamed, long At, bool IsTold)[] _seen = new (long, long, bool)[
        Dimensions.Count
    ];

    /// <summary>Looks at what came since the last time.</summary>
    public void Look(Tally tally)
    {
        for (var i = 0; i < tally.Unnamed.Count; i++)
        {
            ref var seen = ref _seen[i];
            if (tally.Unnamed[i] > seen.Unnamed)
            {
                if (!seen.IsTold)
                {
                    logger.LogWarning(
                        "More than {MaxValues} values of {Dimension} are seen: the least frequent are shown as (other). ClickDash:Live:MaxValuesPerDimension says how many are named",
                        maxValues,
                        ((Dimension)i).Name()
                    );
                }

                seen = (tally.Unnamed[i], tally.Now, IsTold: true);
            }
            else if (seen.IsTold && tally.Now - seen.At >= CalmMilliseconds)
            {
                seen.IsTold = false;
                logger.LogInformation(
                    "All values of {Dimension} are named again: {Unnamed} clicks of others were shown as (other)",
                    ((Dimension)i).Name(),
                    seen.Unnamed
                );
            }
        }
    }
}
