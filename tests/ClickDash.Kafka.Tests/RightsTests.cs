using System.Diagnostics;
using ClickDash.Core.Wire;
using ClickDash.Testing;
using Confluent.Kafka.Admin;

namespace ClickDash.Kafka.Tests;

/// <summary>Rights that are taken away and given back while topics are read.</summary>
public sealed class RightsTests(SecuredBrokerFixture fixture)
{
    private readonly string _topic = $"t-{Guid.NewGuid():N}";

    [Fact]
    public async Task Read_taken_away_while_reading_is_said_and_given_back_is_read_on()
    {
        var broker = await fixture.BrokerAsync();
        await broker.Open.CreateTopicAsync(_topic, 2);
        await broker.GrantAsync(ResourceType.Topic, _topic, AclOperation.Describe);
        await broker.GrantAsync(ResourceType.Topic, _topic, AclOperation.Read);
        using var reading = new Reading(Options(), broker.Sasl);
        await SendAsync(broker, 100, from: 0);
        reading.UntilCount(100);
        reading.UntilReading();

        await broker.RevokeAsync(ResourceType.Topic, _topic, AclOperation.Read);
        reading.Until(r => r.State == IngestState.Refused, "the refusal");
        var sentence =
            $"The broker {broker.Sasl} does not let the user 'clickdash' read the topic '{_topic}': the right READ on the topic is missing. Trying again.";
        reading.States[^1].Message.ShouldBe(sentence);
        reading
            .Report!.Partitions.Select(one => (one.State, one.Message))
            .ShouldBe([(PartitionState.Refused, sentence), (PartitionState.Refused, sentence)]);
        reading.Warnings.ShouldHaveSingleItem().ShouldContain(sentence);
        await SendAsync(broker, 50, from: 100);
        reading.Until(r => r.Ends == 150, "the ends, which may still be asked for");

        await broker.GrantAsync(ResourceType.Topic, _topic, AclOperation.Read);
        reading.UntilCount(150);
        reading.UntilReading();
        reading
            .Messages.Select(message => message.Value)
            .ShouldBe(Sending.Numbers(150), ignoreOrder: true);
    }

    [Fact]
    public async Task A_topic_that_may_not_even_be_seen_is_refused_and_read_once_it_may()
    {
        var broker = await fixture.BrokerAsync();
        await broker.Open.CreateTopicAsync(_topic, 1);
        await broker.GrantAsync(ResourceType.Topic, _topic, AclOperation.Read, "somebody");
        using var reading = new Reading(Options(), broker.Sasl);
        reading.Until(r => r.State == IngestState.Refused, "the refusal");
        reading
            .States[^1]
            .Message.ShouldBe(
                $"The broker {broker.Sasl} does not let the user 'clickdash' see the topic '{_topic}': the right READ on the topic, which includes DESCRIBE, is missing. Trying again."
            );
        await SendAsync(broker, 10, from: 0);
        await broker.GrantAsync(ResourceType.Topic, _topic, AclOperation.Read);
        reading.UntilCount(10);
        reading.UntilReading();
    }

    [Fact]
    public async Task Without_a_right_on_the_group_it_reads_and_stops_in_time()
    {
        var broker = await fixture.BrokerAsync();
        await broker.Open.CreateTopicAsync(_topic, 1);
        await broker.GrantAsync(ResourceType.Group, _topic, AclOperation.Read, "somebody");
        using var reading = new Reading(Options() with { GroupId = _topic }, broker.Sasl);
        await SendAsync(broker, 10, from: 0);
        reading.UntilCount(10);
        reading.UntilReading();
        var since = Stopwatch.GetTimestamp();
        reading.Dispose();
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        reading.Failure.ShouldBeNull();
        reading.State.ShouldBe(IngestState.Reading);
    }

    private KafkaOptions Options() =>
        Reading.From(_topic, "earliest") with
        {
            Client = new()
            {
                ["security.protocol"] = "SASL_PLAINTEXT",
                ["sasl.mechanism"] = "PLAIN",
                ["sasl.username"] = SecuredBroker.User,
                ["sasl.password"] = SecuredBroker.Password,
            },
        };

    private Task SendAsync(SecuredBroker broker, int count, int from) =>
        Sending.SendAsync(broker.Open.BootstrapServers, _topic, Sending.Numbers(count, from));
}
