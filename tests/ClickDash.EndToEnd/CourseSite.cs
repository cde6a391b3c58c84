using System.Text.Json;
using ClickDash.EndToEnd.Browsing;
using ClickDash.Kafka;
using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>A real broker, the published server that reads it, and the course's own producers.</summary>
public sealed class CourseSite : IAsyncLifetime
{
    private KafkaBroker? _broker;
    private CourseProducer? _producer;
    private Site? _site;

    /// <summary>The running product; skips the test where something of it is not there.</summary>
    public Site Site
    {
        get
        {
            Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
            Assert.SkipWhen(
                KafkaInstallation.SkipReason is not null,
                KafkaInstallation.SkipReason ?? ""
            );
            Assert.SkipWhen(_producer is null, "There is no python3 with kafka-python.");
            return _site!;
        }
    }

    /// <summary>Runs a lesson's producer; gives what it sent.</summary>
    public async Task<JsonElement[]> SendAsync(string lesson, int count)
    {
        var line = await _producer!.RunAsync(
            "course_lessons.py",
            _broker!.BootstrapServers,
            lesson,
            $"{count}"
        );
        return [.. JsonDocument.Parse(line).RootElement.GetProperty("sent").EnumerateArray()];
    }

    /// <summary>Sends counts of words as Spark's job does.</summary>
    public async Task CountAsync(IEnumerable<(string Word, long Count)> counts)
    {
        using var producer = new ClickProducer(_broker!.BootstrapServers);
        foreach (var (word, count) in counts)
        {
            await producer.SendAsync(
                "words.counts",
                JsonSerializer.SerializeToUtf8Bytes(new { word, count }),
                JsonEncodedText.Encode(word).EncodedUtf8Bytes.ToArray()
            );
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _producer = await CourseProducer.FindAsync();
        if (
            _producer is not null
            && ProductServer.SkipReason is null
            && KafkaInstallation.SkipReason is null
        )
        {
            _broker = await KafkaBroker.StartAsync();
            _site = await Site.StartAsync([$"Kafka:BootstrapServers={_broker.BootstrapServers}"]);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }
}
