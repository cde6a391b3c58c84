using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Kafka.Tests;

/// <summary>A stored offset belongs to one topic id: what is read after topics were made anew, shrank, grew or lost their oldest.</summary>
public sealed class IdentityTests(BrokerFixture fixture)
{
    private readonly string _topic = $"t-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_topic_made_anew_smaller_and_grown_while_nobody_read_is_read_whole()
    {
        var broker = await fixture.BrokerAsync();
        var stored = await ReadThousandsAsync(broker, 6);

        await RecreateAsync(broker, 3);
        await broker.AddPartitionsAsync(_topic, 6);
        foreach (var (partition, count) in ((int, int)[])[(3, 500), (4, 1500), (5, 1500)])
        {
            await SendAsync(broker, count, partition);
        }

        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers, stored);
        reading.UntilCount(3500);
        reading.Until(
            r => r.Partitions.Values.Count(one => one == PartitionState.Reading) == 6,
            "all partitions"
        );
        CountsOf(reading).ShouldBe([(3, 500), (4, 1500), (5, 1500)]);
        reading.Starts.Count.ShouldBe(6);
        reading.Starts.ShouldAllBe(start =>
            start.Kind == SegmentStart.Recreated && start.Offset == 0
        );
        reading.Losses.ShouldBeEmpty();
        reading.Warnings.Count(line => line.Contains("was made anew")).ShouldBe(6);
    }

    [Fact]
    public async Task Partitions_that_a_topic_made_anew_does_not_have_are_gone()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 5);
        using var reading = new Reading(Reading.From(_topic, "earliest"), broker.BootstrapServers);
        for (var partition = 0; partition < 5; partition++)
        {
            await SendAsync(broker, 20, partition);
        }

        reading.UntilCount(100);
        reading.Until(r => r.Partitions.Count == 5, "five partitions");
        await RecreateAsync(broker, 2);
        await SendAsync(broker, 50, 1);
        reading.UntilCount(150);
        reading.Until(
            r => r.State == IngestState.Reading && r.Partitions.Count == 2 && r.Ends == 50,
            "two partitions"
        );
        reading
            .Starts.Skip(5)
            .Select(start => start.Kind)
            .ShouldBe([SegmentStart.Recreated, SegmentStart.Recreated]);
    }

    [Fact]
    public async Task A_stored_offset_goes_on_in_its_own_topic_and_knows_its_epoch()
    {
        var broker = await fixture.BrokerAsync();
        var stored = await ReadThousandsAsync(broker, 2);
        stored.Partitions.Values.ShouldAllBe(one => one.TopicId != null && one.LeaderEpoch == 0);
        await SendAsync(broker, 10, 1);
        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers, stored);
        reading.UntilCount(10);
        reading.Starts.ShouldAllBe(start =>
            start.Kind == SegmentStart.Continued && start.Offset == 1000 && start.LeaderEpoch == 0
        );
        reading.Messages[0].Offset.ShouldBe(1000);
        reading.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_counted_is_read_again_after_what_is_new_and_no_more_than_asked_for()
    {
        var broker = await fixture.BrokerAsync();
        var stored = await ReadThousandsAsync(broker, 2);
        await SendAsync(broker, 10, 1);
        var again = stored with { Again = new ReadAgain(600, DateTimeOffset.UnixEpoch) };
        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers, again);
        reading.UntilCount(10);
        reading.Until(r => r.ReachedAgain.Count == 2, "all read again");
        reading
            .Messages.Select(one => one.Offset)
            .ShouldBe(Enumerable.Range(1000, 10).Select(one => (long)one));
        foreach (var partition in (int[])[0, 1])
        {
            reading
                .Again.Where(one => one.Partition == partition)
                .Select(one => one.Offset)
                .ShouldBe(Enumerable.Range(700, 300).Select(one => (long)one));
            reading.ReachedAgain[partition].ShouldBe(1000);
            reading.CountAtFirstAgain[partition].ShouldBe(partition * 10);
        }

        reading
            .Starts.OrderBy(start => start.Partition)
            .Select(start => (start.Offset, start.From, start.Kind))
            .ShouldBe([(1000, 700, SegmentStart.Continued), (1000, 700, SegmentStart.Continued)]);
    }

    [Fact]
    public async Task What_retention_deletes_before_it_is_read_again_is_passed_over()
    {
        var broker = await fixture.BrokerAsync();
        var stored = await ReadThousandsAsync(broker, 1);
        await broker.DeleteBeforeAsync(_topic, 0, 900);
        var again = stored with { Again = new ReadAgain(600, DateTimeOffset.UnixEpoch) };
        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers, again);
        reading.Until(r => r.ReachedAgain.Count == 1, "all read again");
        reading
            .Again.Select(one => one.Offset)
            .ShouldBe(Enumerable.Range(900, 100).Select(one => (long)one));
        reading.Losses.ShouldBeEmpty();
        reading.LostAgain.ShouldBeEmpty("it was gone when that was planned");
    }

    [Fact]
    public async Task What_is_deleted_between_the_plan_and_the_reading_is_told()
    {
        var broker = await fixture.BrokerAsync();
        var stored = await ReadThousandsAsync(broker, 1);
        var again = stored with { Again = new ReadAgain(600, DateTimeOffset.UnixEpoch) };
        using var reading = new Reading(
            Reading.From(_topic),
            broker.BootstrapServers,
            again,
            beforeRefill: () => broker.DeleteBeforeAsync(_topic, 0, 900).GetAwaiter().GetResult()
        );
        reading.Until(r => r.ReachedAgain.Count == 1, "all read again");
        reading.LostAgain.ShouldBe([new Loss(0, 400, 900, LossReason.Deleted)]);
        reading.Again.Count.ShouldBe(100);
    }

    [Fact]
    public async Task A_topic_that_is_made_anew_meanwhile_is_not_read_as_what_was_counted()
    {
        var broker = await fixture.BrokerAsync();
        var stored = await ReadThousandsAsync(broker, 1);
        await RecreateAsync(broker, 1);
        await SendAsync(broker, 2000, 0);
        var again = stored with { Again = new ReadAgain(600, DateTimeOffset.UnixEpoch) };
        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers, again);
        reading.UntilCount(2000);
        reading.Again.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleted_records_are_a_loss_with_a_line_for_each_partition()
    {
        var broker = await fixture.BrokerAsync();
        var stored = await ReadThousandsAsync(broker, 2);
        await SendAsync(broker, 500, 0);
        await SendAsync(broker, 1000, 1);
        await broker.DeleteBeforeAsync(_topic, 0, 1375);
        await broker.DeleteBeforeAsync(_topic, 1, 1900);

        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers, stored);
        reading.UntilCount(225);
        reading
            .Losses.OrderBy(loss => loss.Partition)
            .ShouldBe([
                new Loss(0, 1000, 1375, LossReason.Deleted),
                new Loss(1, 1000, 1900, LossReason.Deleted),
            ]);
        reading
            .Warnings.Order()
            .Select(line => line.TrimEnd())
            .ShouldBe([
                $"Warning Messages of partition 0 of '{_topic}' were deleted before they could be read, 375 offsets: 1000 to 1374 (deleted)",
                $"Warning Messages of partition 1 of '{_topic}' were deleted before they could be read, 900 offsets: 1000 to 1899 (deleted)",
            ]);
    }

    [Fact]
    public async Task Records_deleted_under_a_resting_reader_are_a_loss_too()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        var pause = new ReadingPause(TimeProvider.System);
        using var reading = new Reading(
            Reading.From(_topic, "earliest") with
            {
                // Little is fetched ahead, so that most of it is still the broker's.
                Client = new()
                {
                    ["queued.min.messages"] = "1",
                    ["queued.max.messages.kbytes"] = "1",
                    ["fetch.message.max.bytes"] = "1000",
                },
            },
            broker.BootstrapServers,
            pause: pause
        );
        await SendAsync(broker, 1, 0);
        reading.UntilCount(1);
        pause.Begin(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 40; i++)
        {
            await SendAsync(broker, 50, 0);
        }

        await broker.DeleteBeforeAsync(_topic, 0, 1800);
        pause.Begin(TimeSpan.Zero);
        reading.Until(r => r.LastReached.GetValueOrDefault(0) == 2001, "the end");
        var loss = reading.Losses.ShouldHaveSingleItem();
        loss.To.ShouldBe(1800);
        (reading.Messages.Count + loss.To - loss.From).ShouldBe(2001);
        reading
            .Starts.Select(start => start.Kind)
            .ShouldBe([SegmentStart.First, SegmentStart.Continued]);
    }

    [Fact]
    public async Task One_topic_that_is_missing_is_named_and_the_other_flows()
    {
        var broker = await fixture.BrokerAsync();
        var missing = $"{_topic}-missing";
        await broker.CreateTopicAsync(_topic, 1);
        using var one = new Reading(Reading.From(_topic, "earliest"), broker.BootstrapServers);
        using var other = new Reading(Reading.From(missing), broker.BootstrapServers);
        await SendAsync(broker, 10, 0);
        one.UntilCount(10);
        one.UntilReading();
        other.Until(r => r.State == IngestState.WaitingForTopic, "waiting for the topic");
        one.States[^1]
            .Message.ShouldBe($"Reading 1 partition of '{_topic}' on {broker.BootstrapServers}.");
        other.States[^1].Message.ShouldContain($"'{missing}'");
        other.Report!.Partitions.ShouldBeEmpty();
    }

    private async Task<StoredOffsets> ReadThousandsAsync(KafkaBroker broker, int partitions)
    {
        await broker.CreateTopicAsync(_topic, partitions);
        for (var partition = 0; partition < partitions; partition++)
        {
            await SendAsync(broker, 1000, partition);
        }

        using var reading = new Reading(Reading.From(_topic, "earliest"), broker.BootstrapServers);
        reading.UntilCount(1000 * partitions);
        return reading.Stored;
    }

    private async Task RecreateAsync(KafkaBroker broker, int partitions)
    {
        await broker.DeleteTopicAsync(_topic);
        await broker.CreateTopicAsync(_topic, partitions);
    }

    private Task SendAsync(KafkaBroker broker, int count, int partition) =>
        Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(count), partition);

    private static IEnumerable<(int Partition, int Count)> CountsOf(Reading reading) =>
        reading
            .Messages.GroupBy(message => message.Partition)
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Count()));
}
