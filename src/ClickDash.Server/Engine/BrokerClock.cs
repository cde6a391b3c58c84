using ClickDash.Core.Clicks;
using ClickDash.Core.Live;

namespace ClickDash.Server.Engine;

/// <summary>
/// How far the clocks of the brokers are ahead of this server's, from messages whose time a broker set. Such a message was written
/// before it came, and after its partition was last seen to end before it: its time less the one is the least that the broker's clock
/// is ahead by, less the other the most. Where that is more than ten seconds either way, what pictures call now follows the brokers, and
/// a log line says so. What a message said holds until others have come for a minute that say nothing alike: a topic may be set to
/// CreateTime, or be a quiet one beside a busy one of producers' times. While nothing comes at all it holds, so that a quiet site's now
/// does not go to and fro. Belongs to the aggregator, except for <see cref="Ahead"/>.
/// </summary>
internal sealed class BrokerClock(ILogger logger)
{
    private const long MostIgnored = TimeJudge.MaxAhead;

    // What lies between reading a clock and writing the message, or between asking and being answered.
    private const long Slack = 1000;

    // A partition that was silent for so long while others were not says nothing of clocks that may have been set since.
    private const long StaleAfter = 60_000;

    private readonly Dictionary<(string Topic, int Partition), Place> _places = [];
    private long _restored;
    private long _restoredAt;
    private long _lookedAt;
    private long _ahead;

    /// <summary>By how much what pictures call now is ahead of this server's clock, in milliseconds. Safe to ask for on any thread.</summary>
    public long Ahead => Volatile.Read(ref _ahead);

    /// <summary>A partition was seen to end.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="partition">Its number.</param>
    /// <param name="end">The offset after its newest message, open transactions included.</param>
    /// <param name="askedAt">When that was asked for, by this server's clock.</param>
    public void SawEnd(string topic, int partition, long end, long askedAt)
    {
        var place = Of(topic, partition);
        (place.End, place.EndAskedAt) = (end, askedAt);
    }

    /// <summary>A message was read.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="message">The message.</param>
    /// <param name="arrived">When, by this server's clock.</param>
    public void Take(string topic, in MessageRow message, long arrived)
    {
        var isBrokers = message.Time is { IsLogAppendTime: true, Milliseconds: >= 0 };
        if (!isBrokers && Ahead == 0)
        {
            // Nothing is followed that its silence could end.
            return;
        }

        var isNews = isBrokers && Learn(Of(topic, message.Partition), message, arrived);
        if (isNews || Math.Abs(arrived - _lookedAt) >= Slack)
        {
            _lookedAt = arrived;
            Look(topic, arrived);
        }
    }

    /// <summary>Goes on where an earlier run stopped, until messages say better, or have said nothing of it for a minute.</summary>
    /// <param name="ahead">What <see cref="Ahead"/> was then.</param>
    /// <param name="now">The moment, by this server's clock.</param>
    public void Restore(long ahead, long now)
    {
        (_restored, _restoredAt) = (ahead, now);
        Volatile.Write(ref _ahead, ahead);
    }

    /// <summary>Takes what a message says of its broker's clock; true where that is news.</summary>
    private bool Learn(Place place, in MessageRow message, long arrived)
    {
        var before = place.Ahead;
        // A backlog's messages, which waited to be read, do not contradict what an earlier run knew.
        place.Ahead = Math.Max(before ?? Restored(arrived), message.Time.Milliseconds - arrived);
        if (message.Offset >= place.End)
        {
            var most = message.Time.Milliseconds - place.EndAskedAt;
            place.Ahead = most + Slack < place.Ahead ? most : place.Ahead;
        }

        place.At = arrived;
        return place.Ahead != before;
    }

    private long Restored(long now) => now - _restoredAt < StaleAfter ? _restored : 0;

    private void Look(string topic, long now)
    {
        var said = _places
            .Values.Where(place => now - place.At < StaleAfter)
            .Max(place => place.Ahead);
        var ahead = said ?? Restored(now);
        var followed = Ahead;
        // One that is about so far off does not change its mind with every message.
        var isOff = Math.Abs(ahead) > (followed == 0 ? MostIgnored : MostIgnored / 2);
        Volatile.Write(ref _ahead, isOff ? ahead : 0);
        if (isOff && followed == 0)
        {
            logger.LogWarning(
                "The brokers' clock is {Seconds} s {Direction} this server's, by the messages of '{Topic}', whose times the broker sets: what is shown as now follows the brokers. Set both by NTP",
                Math.Abs(ahead) / 1000,
                ahead > 0 ? "ahead of" : "behind",
                topic
            );
        }
        else if (!isOff && followed != 0)
        {
            logger.LogInformation(
                said is null
                    ? "No broker has set a message's time for a minute: what is shown as now is this server's clock again"
                    : "The brokers' clock agrees with this server's again"
            );
        }
    }

    private Place Of(string topic, int partition)
    {
        if (!_places.TryGetValue((topic, partition), out var place))
        {
            _places[(topic, partition)] = place = new Place();
        }

        return place;
    }

    private sealed class Place
    {
        public long? Ahead { get; set; }

        public long At { get; set; }

        public long End { get; set; } = long.MaxValue;

        public long EndAskedAt { get; set; }
    }
}
