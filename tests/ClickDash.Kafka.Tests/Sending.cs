using System.Text;

namespace ClickDash.Kafka.Tests;

/// <summary>Sends what a test needs and returns when it has arrived.</summary>
internal static class Sending
{
    public static async Task SendAsync(
        string servers,
        string topic,
        IEnumerable<string> values,
        int? partition = null,
        long? timestamp = null
    )
    {
        using var producer = new ClickProducer(servers);
        foreach (var value in values)
        {
            await producer.SendAsync(
                topic,
                Encoding.UTF8.GetBytes(value),
                partition: partition,
                timestamp: timestamp
            );
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
        producer.Failed.ShouldBe(0, producer.LastProblem);
    }

    public static IEnumerable<string> Numbers(int count, int from = 0) =>
        Enumerable.Range(from, count).Select(number => $"n{number}");
}
