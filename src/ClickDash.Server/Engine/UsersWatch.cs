namespace ClickDash.Server.Engine;

/// <summary>
/// Whether numbers of active users are estimates, and tells the log when that changes: a line a change. Who folds looks; anybody may ask.
/// </summary>
internal sealed class UsersWatch(ILogger logger)
{
    private volatile bool _isApproximate;

    /// <summary>Whether they are estimates, as of the last look.</summary>
    public bool IsApproximate => _isApproximate;

    /// <summary>Looks at how they are counted now.</summary>
    /// <param name="areExact">Whether all users of the last hour are told apart.</param>
    public void Look(bool areExact)
    {
        // Exact again takes an hour at least, so that a crowd that comes and goes does not fill the log.
        if (areExact != _isApproximate)
        {
            return;
        }

        _isApproximate = !areExact;
        if (areExact)
        {
            logger.LogInformation("Numbers of active users are exact again");
        }
        else
        {
            logger.LogWarning(
                "More users came within an hour than are told apart: numbers of active users and of sessions are estimates, within 0.3 %, until the crowd has left"
            );
        }
    }
}
