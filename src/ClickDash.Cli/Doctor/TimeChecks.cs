using System.Globalization;
using ClickDash.Cli.Output;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Kafka;

namespace ClickDash.Cli.Doctor;

/// <summary>Judges when clicks happened as a server would that reads them now, and tells those that it would not count, or not at their own time.</summary>
/// <param name="settings">What the server believes, and how much lateness it allows.</param>
/// <param name="now">This machine's time.</param>
internal sealed class TimeChecks(ServerSettings settings, DateTimeOffset now)
{
    /// <summary>What was found.</summary>
    /// <param name="topic">The topic, whose format makes sense.</param>
    /// <param name="messages">Some of its messages.</param>
    /// <returns>Null where none of them holds a click: the format's check says so.</returns>
    public Diagnosis? Of(TopicToRead topic, IReadOnlyList<KafkaMessage> messages)
    {
        var format = ClickFormats.Create(topic.Format, topic.Options);
        // A row of counts is always of the second that it names.
        var hasRows = format is CountsFormat;
        var judge = new TimeJudge(
            hasRows ? TimeMode.Event : settings.Time,
            settings.AllowedLateness,
            // What is late counts all the same: the delay makes no difference here.
            watermarkDelay: TimeSpan.Zero
        );
        Judged[] all = [.. messages.SelectMany(message => Judge(judge, format, message))];
        if (all.Length == 0)
        {
            return null;
        }

        var what = Shown.Count(all.Length, hasRows ? "row" : "click") + $" of '{topic.Topic}'";
        string[] wrong =
        [
            .. all.GroupBy(one => one.Judgement.Verdict)
                .Where(part => part.Key != TimeVerdict.Counted)
                .OrderByDescending(part => part.Key)
                .Select(part =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{part.Count():n0} of {what} ({100.0 * part.Count() / all.Length:0.#} %) {Sentence(part.Key, [.. part], hasRows)}"
                    )
                ),
        ];
        return wrong.Length > 0
            ? Diagnosis.Warning("times", string.Join(' ', wrong))
            : Diagnosis.Ok(
                "times",
                $"None of {what} would be too_late or retimed (ClickDash:Live:AllowedLateness {settings.AllowedLateness:c})."
            );
    }

    private string Sentence(TimeVerdict verdict, Judged[] clicks, bool hasRows) =>
        verdict switch
        {
            TimeVerdict.TooLate =>
                $"would be too_late: they are {Most(clicks, one => -one.Ahead)} older than {MeasuredBy(clicks)}, and ClickDash:Live:AllowedLateness is {settings.AllowedLateness:c}. {(hasRows ? "Raise it." : "Raise it, or mend the producer's times; ClickDash:Time message counts clicks when they were sent.")}",
            TimeVerdict.Retimed when hasRows =>
                $"would be malformed: their seconds are {Most(clicks, one => one.Ahead)} later than {MeasuredBy(clicks)}, and {TimeJudge.MaxAhead / 1000} s are allowed.",
            TimeVerdict.Retimed =>
                $"would be retimed: their times are {Ahead(clicks)}. They count when they were sent: see the producer's clock and the unit of its times.",
            _ => "have a time that cannot be read, and count when they were sent.",
        };

    private static string Ahead(Judged[] clicks) =>
        Array.FindAll(clicks, one => one.Ahead is not null) is { Length: > 0 } known
            ? $"{Most(known, one => one.Ahead)} later than {MeasuredBy(known)}, and {TimeJudge.MaxAhead / 1000} s are allowed"
            : "none of 1990 to 2099";

    private static string Most(Judged[] clicks, Func<Judged, long?> distance) =>
        $"up to {Shown.Duration(TimeSpan.FromMilliseconds(clicks.Max(distance)!.Value))}";

    private static string MeasuredBy(Judged[] clicks) =>
        Array.Exists(clicks, one => one.Judgement.UsedArrival)
            ? "their messages, or than now where a message's timestamp cannot be"
            : "their messages";

    private IEnumerable<Judged> Judge(TimeJudge judge, IClickFormat format, KafkaMessage message)
    {
        var times = new ClickTimes();
        if (
            message.Value is not { Length: <= Limits.MessageBytes } value
            || format.Read(message.Key, value, times) != DropReason.None
        )
        {
            return [];
        }

        var sent = new MessageTime(message.Timestamp ?? -1, message.IsLogAppendTime);
        var arrived = now.ToUnixTimeMilliseconds();
        return times.Found.Select(time => new Judged(
            time,
            judge.Judge(time, sent, arrived, isLive: false)
        ));
    }

    private sealed class ClickTimes : IClickSink
    {
        public List<ClickTime> Found { get; } = [];

        public void Add(in Click click) => Found.Add(click.Time);
    }

    /// <summary>A click's own time and what was decided about it.</summary>
    private sealed record Judged(ClickTime Time, Judgement Judgement)
    {
        /// <summary>By how many milliseconds its own time is ahead of what it is measured by; null where it has none.</summary>
        public long? Ahead => Time.Milliseconds - Judgement.Reference;
    }
}
