using System.Text;
using ClickDash.Kafka;
using Confluent.Kafka;

namespace ClickDash.Testing;

/// <summary>Messages of text: sends some, and reads all that a topic holds.</summary>
public static class TopicText
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Sends messages in order and returns when they have arrived.</summary>
    /// <param name="servers">The broker.</param>
    /// <param name="topic">Where to.</param>
    /// <param name="messages">Their keys, null for none, and values.</param>
    public static async Task SendAsync(
        string servers,
        string topic,
        IEnumerable<(string? Key, string Value)> messages
    )
    {
        ArgumentNullException.ThrowIfNull(messages);
        using var producer = new ClickProducer(servers);
        foreach (var (key, value) in messages)
        {
            await producer.SendAsync(
                topic,
                Encoding.UTF8.GetBytes(value),
                key is null ? null : Encoding.UTF8.GetBytes(key)
            );
        }

        using var end = new CancellationTokenSource(Patience);
        await producer.FlushAsync(end.Token);
        if (producer.Failed > 0)
        {
            throw new InvalidOperationException(
                $"{producer.Failed} messages could not be sent to {topic}: {producer.LastProblem}"
            );
        }
    }

    /// <summary>Reads a topic from its beginning until its messages are enough; gives them in the order of each partition.</summary>
    /// <param name="servers">The broker.</param>
    /// <param name="topic">May come later.</param>
    /// <param name="isEnough">Asked after each message.</param>
    /// <exception cref="TimeoutException">They were not enough in time; the message holds those that came.</exception>
    public static async Task<IReadOnlyList<(string Key, string Value)>> ReadAsync(
        string servers,
        string topic,
        Func<IReadOnlyList<(string Key, string Value)>, bool> isEnough
    )
    {
        ArgumentNullException.ThrowIfNull(isEnough);
        return await Task.Run(() => Read(servers, topic, isEnough));
    }

    private static List<(string Key, string Value)> Read(
        string servers,
        string topic,
        Func<IReadOnlyList<(string Key, string Value)>, bool> isEnough
    )
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = $"test-{Guid.NewGuid():N}",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            AllowAutoCreateTopics = true,
            TopicMetadataRefreshIntervalMs = 500,
        };
        using var consumer = new ConsumerBuilder<string?, string>(config)
            .SetLogHandler((_, _) => { })
            .Build();
        consumer.Subscribe(topic);
        using var end = new CancellationTokenSource(Patience);
        var seen = new List<(string Key, string Value)>();
        try
        {
            while (!isEnough(seen))
            {
                if (Next(consumer, end.Token) is { } message)
                {
                    seen.Add((message.Key ?? "", message.Value));
                }
            }
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException(
                $"Not enough in {topic}: {string.Join('\n', seen.Select(one => one.Value))}",
                e
            );
        }
        finally
        {
            consumer.Close();
        }

        return seen;
    }

    private static Message<string?, string>? Next(
        IConsumer<string?, string> consumer,
        CancellationToken end
    )
    {
        try
        {
            return consumer.Consume(end)?.Message;
        }
        catch (ConsumeException e) when (e.Error.Code == ErrorCode.UnknownTopicOrPart)
        {
            // It comes with its first message.
            return null;
        }
    }
}
