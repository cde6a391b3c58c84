using ClickDash.Cli.Messages;
using ClickDash.Cli.Output;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Kafka;

namespace ClickDash.Cli.Doctor;

/// <summary>Looks at the broker and a server's topics; creates none by asking.</summary>
/// <param name="settings">What the server believes of clicks' times.</param>
/// <param name="now">This machine's time.</param>
internal sealed class TopicChecks(ServerSettings settings, DateTimeOffset now)
{
    // As many as inspect looks at.
    private const int Newest = 200;

    private const double GoodShare = 0.9;
    private const int ShownTopics = 10;

    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(TimeJudge.MaxAhead);

    /// <summary>What was found, as far as it could be looked at.</summary>
    public IEnumerable<Diagnosis> Of(
        TopicBrowser browser,
        string bootstrap,
        IReadOnlyList<TopicToRead> topics,
        CancellationToken cancellation
    )
    {
        var found = new List<Diagnosis>();
        try
        {
            string[] names = [.. browser.Topics().Select(topic => topic.Topic)];
            found.Add(Diagnosis.Ok("broker", $"{bootstrap} answers."));
            foreach (var topic in topics)
            {
                cancellation.ThrowIfCancellationRequested();
                found.AddRange(Of(browser, names, topic, cancellation));
            }
        }
        catch (KafkaFatalException e)
        {
            found.Add(
                Diagnosis.Wrong(
                    found.Count == 0 ? "broker" : "topic",
                    $"{e.Message} Check ClickDash:Kafka:BootstrapServers and ClickDash:Kafka:Client."
                )
            );
        }

        return found;
    }

    private IEnumerable<Diagnosis> Of(
        TopicBrowser browser,
        string[] names,
        TopicToRead topic,
        CancellationToken cancellation
    )
    {
        if (!names.Contains(topic.Topic))
        {
            var there = names.Where(name => !name.StartsWith('_')).Take(ShownTopics).ToArray();
            yield return Diagnosis.Wrong(
                "topic",
                $"There is no topic '{topic.Topic}', or it may not be seen. Create it or check ClickDash:Kafka:Topic; {(there.Length == 0 ? "there is none at all" : $"there are {string.Join(", ", there)}")}."
            );
            yield break;
        }

        var partitions = browser.Ranges(topic.Topic);
        var count = partitions.Sum(partition => partition.Count);
        yield return Diagnosis.Ok(
            "topic",
            $"'{topic.Topic}' has {Shown.Count(partitions.Count, "partition")} and {Shown.Count(count, "message")}."
        );
        if (count == 0)
        {
            yield return Diagnosis.Warning(
                "messages",
                $"'{topic.Topic}' is empty: nothing can be shown until somebody sends. './clickdash simulate' does, to try."
            );
            yield break;
        }

        var messages = NewestMessages.Of(browser, partitions, Newest, cancellation);
        var times = messages.Select(message => message.Timestamp).OfType<long>().ToArray();
        if (times.Length > 0)
        {
            yield return Age(topic.Topic, times.Max());
            yield return Clock(times);
        }

        if (ClickFormats.Errors(topic.Format, topic.Options) is [var error, ..])
        {
            yield return Diagnosis.Wrong("format", error);
            yield break;
        }

        yield return Fit(topic, messages);
        if (new TimeChecks(settings, now).Of(topic, messages) is { } judged)
        {
            yield return judged;
        }
    }

    private Diagnosis Age(string topic, long newest)
    {
        var age = now - DateTimeOffset.FromUnixTimeMilliseconds(newest);
        return age > Quiet
            ? Diagnosis.Warning(
                "messages",
                $"The newest of '{topic}' is {Shown.Duration(age)} old. See whether its producers run."
            )
            : Diagnosis.Ok("messages", $"The newest of '{topic}' is of {Shown.Time(newest)}.");
    }

    private Diagnosis Clock(long[] times)
    {
        var ahead = times
            .Select(time => DateTimeOffset.FromUnixTimeMilliseconds(time) - now)
            .Where(time => time > Ahead)
            .ToArray();
        if (ahead.Length == 0)
        {
            return Diagnosis.Ok("clock", "No message is from this machine's future.");
        }

        var most = Shown.Duration(ahead.Max());
        // One producer's clock moves its own messages; this machine's own moves all.
        return ahead.Length == times.Length
            ? Diagnosis.Wrong(
                "clock",
                $"All of the newest {Shown.Count(times.Length, "message")} are from the future, by up to {most}: this machine's clock is behind, or that of their only sender ahead. Set both by NTP."
            )
            : Diagnosis.Warning(
                "clock",
                $"{ahead.Length:n0} of the newest {times.Length:n0} messages are from the future, by up to {most}: the clock of a producer is ahead, this machine's is right by the others. Set it by NTP, or the topic's message.timestamp.type to LogAppendTime."
            );
    }

    private static Diagnosis Fit(TopicToRead topic, IReadOnlyList<KafkaMessage> messages)
    {
        byte[][] values =
        [
            .. messages
                .Select(message => message.Value)
                .OfType<byte[]>()
                .Where(value => value.Length <= Limits.MessageBytes),
        ];
        var fit = FormatFit.Of(ClickFormats.Create(topic.Format, topic.Options), values);
        var seen =
            $"{topic.Format} reads clicks from {fit.Clicks:n0} of the newest {Shown.Count(messages.Count, "message")} of '{topic.Topic}', {fit.Ignored:n0} are other events";
        if (fit.Clicks + fit.Ignored >= GoodShare * messages.Count && fit.Clicks > 0)
        {
            return Diagnosis.Ok("format", $"{seen}.");
        }

        var better = FormatFit.Rank(values).FirstOrDefault(one => one.Clicks > fit.Clicks);
        var advice = better is null
            ? $"'./clickdash inspect --topic {topic.Topic}' shows what they are"
            : $"ClickDash:Format {better.Name} reads {better.Clicks:n0}";
        return fit.Clicks == 0
            ? Diagnosis.Wrong("format", $"{seen}: {advice}.")
            : Diagnosis.Warning("format", $"{seen}: {advice}.");
    }
}
