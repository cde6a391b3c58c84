namespace ClickDash.Scenes.Windows;

/// <summary>
/// Which visitors' sessions are drawn, each in a row of its own that it keeps, so that nothing jumps: there is no room for
/// all. A row is free again when its visitor has not clicked for a while.
/// </summary>
/// <param name="hold">How long a row is kept after its visitor's last click, in milliseconds of arrival.</param>
internal sealed class VisitorRows(long hold)
{
    /// <summary>As many as a projector shows and people can follow.</summary>
    public const int Count = 10;

    private readonly (ulong User, long Seen)[] _rows = new (ulong, long)[Count];

    /// <summary>The visitor of each row; 0 where it is free.</summary>
    public IEnumerable<ulong> Users => _rows.Select(row => row.User);

    /// <summary>Sees a visitor's click.</summary>
    /// <param name="user">Who.</param>
    /// <param name="arrived">When its message came, in epoch milliseconds.</param>
    public void See(ulong user, long arrived)
    {
        var row = Array.FindIndex(_rows, one => one.User == user);
        if (row < 0)
        {
            row = Array.FindIndex(_rows, one => one.User == 0);
        }

        if (row < 0)
        {
            row = Array.FindIndex(_rows, one => one.Seen < arrived - hold);
        }

        if (row >= 0)
        {
            _rows[row] = (user, arrived);
        }
    }
}
