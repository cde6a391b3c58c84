using System.Diagnostics;
using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Kafka.Tests;

/// <summary>Brokers that are not there, go away and come back.</summary>
public sealed class BrokerOutageTests
{
    private const string Nowhere = "127.0.0.1:1";

    [Fact]
    public async Task A_broker_that_was_killed_is_said_to_be_away_and_read_on_when_it_is_back()
    {
        Assert.SkipWhen(
            KafkaInstallation.OwnBrokerSkipReason is not null,
            KafkaInstallation.OwnBrokerSkipReason ?? ""
        );
        await using var broker = await KafkaBroker.StartOwnAsync();
        await broker.CreateTopicAsync("clicks", 3);
        using var reading = new Reading(
            Reading.From("clicks", "earliest"),
            broker.BootstrapServers
        );
        await Sending.SendAsync(broker.BootstrapServers, "clicks", Sending.Numbers(500));
        reading.UntilCount(500);
        reading.UntilReading();

        await broker.KillAsync();
        reading.Until(r => r.State == IngestState.Connecting, "the broker being away");
        reading
            .States[^1]
            .Message.ShouldBe(
                $"The broker {broker.BootstrapServers} does not answer. Trying again."
            );

        await broker.StartAgainAsync();
        await Sending.SendAsync(broker.BootstrapServers, "clicks", Sending.Numbers(500, from: 500));
        reading.UntilCount(1000);
        reading.UntilReading();
        reading
            .Messages.Select(message => message.Value)
            .ShouldBe(Sending.Numbers(1000), ignoreOrder: true);
        reading.Losses.ShouldBeEmpty();

        await broker.KillAsync();
        var since = Stopwatch.GetTimestamp();
        reading.Dispose();
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        reading.Failure.ShouldBeNull();
    }

    [Fact]
    public void A_broker_that_never_was_there_is_told_once_and_the_consumer_stops_when_asked()
    {
        using var reading = new Reading(Reading.From("clicks"), Nowhere);
        reading.Until(r => r.States.Count == 2, "the broker being away");
        reading.States.ShouldBe([
            (IngestState.Connecting, $"Connecting to Kafka on {Nowhere}."),
            (IngestState.Connecting, $"The broker {Nowhere} does not answer. Trying again."),
        ]);

        reading.Dispose();
        reading.Failure.ShouldBeNull();
    }

    [Fact]
    public void A_property_that_does_not_exist_ends_it_with_a_sentence()
    {
        var options = Reading.From("clicks") with { Client = new() { ["no.such"] = "secret" } };
        using var reading = new Reading(options, Nowhere);
        reading.Until(r => r.Failure is not null, "the failure");
        reading.Failure.ShouldBeOfType<KafkaFatalException>();
        reading.States[^1].ShouldBe((IngestState.Failed, reading.Failure.Message));
        reading.Failure.Message.ShouldContain(
            "ClickDash:Kafka:Client:no.such is not a property of librdkafka"
        );
        reading.Failure.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_producer_says_within_its_time_that_no_broker_answers()
    {
        using var producer = new ClickProducer(Nowhere);
        var failure = await Should.ThrowAsync<KafkaFatalException>(() =>
            producer.ConnectAsync(
                "clicks",
                TimeSpan.FromSeconds(2),
                TestContext.Current.CancellationToken
            )
        );
        failure.Message.ShouldBe($"The broker {Nowhere} does not answer.");
    }
}
