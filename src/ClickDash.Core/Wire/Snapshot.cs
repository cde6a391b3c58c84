using System.Text.Json.Serialization;

namespace ClickDash.Core.Wire;

/// <summary>A view's whole picture at one moment. Times and <see cref="Step"/> are epoch milliseconds; counts are sums of weights.</summary>
/// <param name="Run">Names the server's run: sequences of different runs do not compare.</param>
/// <param name="Sequence">The number of the tick it was taken at.</param>
/// <param name="Now">The moment it was taken.</param>
/// <param name="View">What it shows.</param>
/// <param name="Start">The first bucket's beginning.</param>
/// <param name="Step">The length of a bucket.</param>
/// <param name="Open">The index of the first bucket that clicks in time may still change.</param>
/// <param name="Reach">From here on nothing is missing but what <see cref="Gaps"/> says.</param>
/// <param name="Approximate">Whether values were counted as <c>(other)</c>: outside a bucket's thousand largest, or for want of room to name them; in history also where clicks were counted in another bucket.</param>
/// <param name="Total">Clicks by bucket; the last one holds <see cref="Now"/>; null where nothing could be counted.</param>
/// <param name="Previous">Clicks by bucket of the window before, as many buckets.</param>
/// <param name="Series">The ranking's values by bucket, in ordinal order of their names, so that their places are steady.</param>
/// <param name="Ranking">The values with the most clicks, most first.</param>
/// <param name="Statuses">Clicks by class of status (<c>2xx</c> …, <c>(none)</c>), in that order.</param>
/// <param name="Movers">The values that cause a jump just now, the largest share first; mostly none.</param>
/// <param name="Kpi">The numbers on the tiles.</param>
/// <param name="Gaps">When and why nothing could be counted, within the window.</param>
/// <param name="Marks">What happened within the window, in order of time.</param>
/// <param name="Ingest">Where the clicks come from and how that goes.</param>
public sealed record Snapshot(
    string Run,
    long Sequence,
    long Now,
    ViewRequest View,
    long Start,
    long Step,
    int Open,
    long Reach,
    bool Approximate,
    [property: JsonConverter(typeof(CountsConverter))] long?[] Total,
    [property: JsonConverter(typeof(CountsConverter))] long?[] Previous,
    Series[] Series,
    RankedValue[] Ranking,
    RankedValue[] Statuses,
    Mover[] Movers,
    Kpi Kpi,
    Gap[] Gaps,
    Mark[] Marks,
    IngestStatus Ingest
)
{
    /// <summary>The newest clicks, the newest first, where the view asks for them: a few of many, others once a second.</summary>
    public SeenClick[] Feed { get; init; } = [];

    /// <summary>
    /// From when on all clicks that pass the filters are counted, in epoch milliseconds: before, values were not named for want of
    /// room. Null where that is true of all that is shown.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ExactSince { get; init; }

    /// <summary>Where buckets begin, where they are days, weeks or months of a calendar: not all are equally long. Null where each is <see cref="Step"/> long.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long[]? Starts { get; init; }

    /// <summary>Different visitors by bucket, within a standard error of 0.81 %, where history is asked for them; null where they are not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long?[]? Visitors { get; init; }

    /// <summary>Whether this window and the one before were counted whole, so that changes are true.</summary>
    [JsonIgnore]
    public bool HasBefore =>
        Kpi.PreviousTotal > 0
        && Reach <= Start - Total.Length * Step
        && !Total.Contains(null)
        && !Previous.Contains(null);
}

/// <summary>One click, without its user.</summary>
/// <param name="At">Its second, in epoch milliseconds.</param>
/// <param name="Page">Its page.</param>
/// <param name="Country">Its country.</param>
/// <param name="Device">Its device.</param>
/// <param name="Status">Its status.</param>
public sealed record SeenClick(long At, string Page, string Country, string Device, string Status);

/// <summary>One value's clicks by bucket, of the window and of the one before.</summary>
public sealed record Series(
    string Name,
    [property: JsonConverter(typeof(CountsConverter))] long?[] Counts,
    [property: JsonConverter(typeof(CountsConverter))] long?[] Previous
);

/// <summary>A value that rises or falls more than chance explains.</summary>
/// <param name="Name">The value.</param>
/// <param name="Rate">Its clicks per second, the mean of the last five closed seconds.</param>
/// <param name="Usual">Its clicks per second in the minute before those.</param>
/// <param name="Share">Its part of all change, from -1 to 1: the absolute shares of all values add up to 1.</param>
/// <param name="Score">How many standard deviations of that minute it is off (a z-score).</param>
public sealed record Mover(string Name, double Rate, double Usual, double Share, double Score);

/// <summary>One value's clicks in the window and in the window before it.</summary>
public sealed record RankedValue(string Name, long Count, long Previous)
{
    /// <summary>Whether some clicks may be missing in <see cref="Count"/>: those of hours in which it was not among the thousand values that are kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Approximate { get; init; }
}

/// <summary>When and why nothing could be counted. Times are epoch milliseconds.</summary>
public sealed record Gap(long From, long To, string Reason)
{
    /// <summary>The topic whose clicks are missing; null where those of all are.</summary>
    public string? Topic { get; init; }

    /// <summary>Gaps in order of time, those that overlap and say the same of the same topic as one: partitions tell theirs one by one.</summary>
    public static Gap[] Joined(IEnumerable<Gap> gaps)
    {
        var joined = new List<Gap>();
        foreach (var gap in gaps.OrderBy(gap => gap.From))
        {
            var same = joined.FindLastIndex(one =>
                one.To >= gap.From && one.Reason == gap.Reason && one.Topic == gap.Topic
            );
            if (same < 0)
            {
                joined.Add(gap);
            }
            else
            {
                joined[same] = joined[same] with { To = Math.Max(joined[same].To, gap.To) };
            }
        }

        return [.. joined];
    }
}

/// <summary>The numbers on the tiles.</summary>
/// <param name="Rate">Clicks per second now: the mean of the last five closed seconds.</param>
/// <param name="RateBefore">Clicks per second in the minute before those: what the rate has come from.</param>
/// <param name="PeakRate">The most clicks in one second of the window.</param>
/// <param name="PeakAt">That second, in epoch milliseconds; null before the first click.</param>
/// <param name="Total">Clicks in the window.</param>
/// <param name="PreviousTotal">Clicks in the window before it.</param>
/// <param name="ActiveUsers">Different users of the last five minutes.</param>
/// <param name="PreviousActiveUsers">Those of the five minutes before; null where nobody counted then.</param>
/// <param name="WindowUsers">Different users of the window.</param>
/// <param name="PreviousWindowUsers">Those of the window before; null where nobody counted then.</param>
/// <param name="Sessions">Sessions that began in the window.</param>
/// <param name="PreviousSessions">Those that began in the window before.</param>
/// <param name="Errors">Clicks of the window with a status of 400 to 599.</param>
/// <param name="PreviousErrors">Those of the window before.</param>
/// <param name="Late">Clicks that came in the window after their own second was closed.</param>
/// <param name="Retimed">Clicks that came in the window with a time that could not be theirs.</param>
/// <param name="Dropped">What came in the window and was not counted.</param>
/// <param name="Delay">From click to arrival, in milliseconds, of half the clicks that came in the last 10 to 15 seconds, whatever the filter; null without any.</param>
/// <param name="Delay99">The same of 99 in 100 clicks.</param>
/// <param name="Lag">Messages that wait to be read, whatever the filter; null where nobody asks the broker.</param>
public sealed record Kpi(
    double Rate,
    double RateBefore,
    long PeakRate,
    long? PeakAt,
    long Total,
    long PreviousTotal,
    long ActiveUsers,
    long? PreviousActiveUsers,
    long WindowUsers,
    long? PreviousWindowUsers,
    long Sessions,
    long PreviousSessions,
    long Errors,
    long PreviousErrors,
    long Late,
    long Retimed,
    long Dropped,
    long? Delay,
    long? Delay99,
    long? Lag = null
)
{
    /// <summary>
    /// Whether the window's numbers of users and sessions are estimates: more users came within an hour than are told apart (within
    /// 0.3 %), or an earlier run counted some of its clicks that cannot be read again (then they are too small).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool UsersApproximate { get; init; }

    /// <summary>The same of the users of the last five minutes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ActiveUsersApproximate { get; init; }
}

/// <summary>Where the clicks come from and how that goes.</summary>
/// <param name="State">Whether clicks are being read.</param>
/// <param name="Message">One plain sentence for people on how that goes.</param>
/// <param name="Demo">Whether the clicks are simulated on the embedded broker.</param>
/// <param name="Broker">The broker's address, as a Kafka client takes it.</param>
/// <param name="Topic">The topic that is read; several are separated by commas.</param>
/// <param name="StoreTrouble">One plain sentence on why nothing is being stored; null while all is well.</param>
/// <param name="Alerts">The names of the alerts that fire, separated by commas; null while none does.</param>
/// <param name="FormatTrouble">Which format a topic needs whose messages give no click, in plain sentences; null while all is well.</param>
/// <param name="Backoff">How viewers come back after the connection is lost; null where the usual will do.</param>
public sealed record IngestStatus(
    IngestState State,
    string Message,
    bool Demo,
    string Broker,
    string Topic,
    string? StoreTrouble = null,
    string? Alerts = null,
    string? FormatTrouble = null,
    Backoff? Backoff = null
)
{
    /// <summary>What does not flow while the rest does, in plain sentences that name the topics; null while all does.</summary>
    public string? Trouble { get; init; }

    /// <summary>Messages that were there when reading began and are left to be read; null once all are.</summary>
    public long? CatchingUp { get; init; }

    /// <summary>Messages that an earlier run counted and are left to be read again, so that filters and people have their past; null once all are.</summary>
    public long? Refilling { get; init; }
}

/// <summary>How viewers come back after a loss, so that a server that returns is not knocked over by all of them at once.</summary>
/// <param name="First">Each comes back at some moment within so many milliseconds.</param>
/// <param name="Longest">Milliseconds between later tries, at most.</param>
public sealed record Backoff(int First, int Longest)
{
    /// <summary>For some viewers: a server takes them in within a quarter of a second.</summary>
    public static Backoff Usual { get; } = new(First: 250, Longest: 5000);
}

/// <summary>How reading goes.</summary>
public enum IngestState
{
    /// <summary>No broker has answered yet, or it stopped answering.</summary>
    [JsonStringEnumMemberName("connecting")]
    Connecting,

    /// <summary>The broker answers, the topic does not exist yet.</summary>
    [JsonStringEnumMemberName("waitingForTopic")]
    WaitingForTopic,

    /// <summary>The broker answers and does not let the topic be read.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The presenter lets reading rest for a while.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>Clicks are read as they come.</summary>
    [JsonStringEnumMemberName("reading")]
    Reading,

    /// <summary>Reading ended for good; the message says why.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
