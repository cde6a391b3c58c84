using ClickDash.Core.Clicks;
using ClickDash.Core.Live;

namespace ClickDash.Server.Engine;

/// <summary>Tells filters from when on they know all: not what a topic could not read again, nor what came before a lesson. Belongs to the aggregator.</summary>
internal sealed class UnknownPast(IReadOnlyList<TopicIntake> topics, PastIntake past)
{
    private Absence[] _told = [];
    private long? _lessonStart;

    /// <summary>A lesson begins: what came before it is known to no filter.</summary>
    /// <param name="start">Its first second, in epoch milliseconds.</param>
    public void BeginLesson(long start)
    {
        _lessonStart = start;
        Tell();
    }

    /// <summary>Shows filters their past, once all topics have read it again.</summary>
    public void EndRefill()
    {
        if (topics.All(topic => topic.Refilling == 0))
        {
            past.End();
            Tell();
        }
    }

    /// <summary>Says what is missing now, where that is another thing than before.</summary>
    public void Tell()
    {
        var missing = topics
            .Where(topic => topic.MissedThrough != long.MinValue)
            .Select(topic => new Absence(topic.Topic, topic.MissedThrough))
            .ToList();
        if (_lessonStart is { } start)
        {
            // The last second that is no part of the lesson is known to no filter either.
            missing.Add(new Absence(Topic: null, start - 1000));
        }

        if (!missing.SequenceEqual(_told))
        {
            _told = [.. missing];
            past.Miss(_told);
        }
    }
}
