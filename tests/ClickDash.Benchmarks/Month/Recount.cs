using System.Runtime.InteropServices;

namespace ClickDash.Benchmarks.Month;

/// <summary>
/// What the month's clicks come to, by plain dictionaries. What was counted since the last batch that was stored is apart: a crash takes it back.
/// </summary>
internal sealed class Recount
{
    private const long Quarter = 900_000;

    private readonly List<(long Time, int Page, int User)> _waiting = [];
    private readonly Dictionary<long, HourRecount> _hours = [];
    private readonly Dictionary<int, HashSet<int>> _days = [];
    private readonly Dictionary<long, long> _quarters = [];
    private RecountTotals _waitingTotals;
    private RecountTotals _totals;

    /// <summary>The sums of all that is stored.</summary>
    public RecountTotals Totals => _totals;

    /// <summary>Counts a message that was read.</summary>
    /// <param name="message">The message.</param>
    /// <param name="arrived">When it was read, in epoch milliseconds.</param>
    /// <param name="isLive">Whether it came after reading had begun.</param>
    public void Count(in MonthMessage message, long arrived, bool isLive)
    {
        var stated = StatedTime.Of(message.ClickTime, message.MessageTime, arrived, isLive);
        _waitingTotals.Messages++;
        if (stated.Time is not { } time)
        {
            _waitingTotals.TooLate++;
            return;
        }

        _waitingTotals.Clicks++;
        _waitingTotals.Retimed += stated.IsRetimed ? 1 : 0;
        _waitingTotals.Late += stated.IsLate ? 1 : 0;
        _waiting.Add((time, message.Page, message.User));
    }

    /// <summary>What was counted is stored.</summary>
    public void Commit()
    {
        foreach (var (time, page, user) in _waiting)
        {
            Hour(time / HourRecount.Length).Add(page, user);
            _quarters[time / Quarter] = _quarters.GetValueOrDefault(time / Quarter) + 1;
            var day = DayOf(time);
            if (!_days.TryGetValue(day, out var users))
            {
                _days.Add(day, users = []);
            }

            users.Add(user);
        }

        _totals = _totals.Plus(_waitingTotals);
        Discard();
    }

    /// <summary>What was not stored is lost, and is read again.</summary>
    public void Discard()
    {
        _waiting.Clear();
        _waitingTotals = default;
    }

    /// <summary>The hour of a number, in hours since 1970.</summary>
    public HourRecount Hour(long number)
    {
        if (!_hours.TryGetValue(number, out var hour))
        {
            _hours.Add(number, hour = new HourRecount());
        }

        return hour;
    }

    /// <summary>How many users a day of the month had; the day is over then.</summary>
    public int EndDay(int day) => _days.Remove(day, out var users) ? users.Count : 0;

    /// <summary>How many clicks a stretch of whole quarters of an hour had, in epoch milliseconds.</summary>
    public long Between(long from, long to)
    {
        var sum = 0L;
        for (var quarter = from / Quarter; quarter < to / Quarter; quarter++)
        {
            sum += _quarters.GetValueOrDefault(quarter);
        }

        return sum;
    }

    private static int DayOf(long time) =>
        (int)Math.Floor((time - MonthPlan.TimeOf(0)) / (24.0 * HourRecount.Length));
}

/// <summary>Sums over all messages.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct RecountTotals
{
    public long Messages { get; set; }

    public long Clicks { get; set; }

    public long TooLate { get; set; }

    public long Retimed { get; set; }

    public long Late { get; set; }

    public readonly RecountTotals Plus(in RecountTotals other) =>
        new()
        {
            Messages = Messages + other.Messages,
            Clicks = Clicks + other.Clicks,
            TooLate = TooLate + other.TooLate,
            Retimed = Retimed + other.Retimed,
            Late = Late + other.Late,
        };
}
