using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Kafka.Tests;

/// <summary>What only a cluster shows: leaders that die, come back, are elected in or out of order. One test after another, on one cluster.</summary>
public sealed class ClusterTests(ClusterTests.Fixture fixture) : IClassFixture<ClusterTests.Fixture>
{
    private static readonly string[] Codecs = ["none", "gzip", "snappy", "lz4", "zstd"];

    private readonly string _topic = $"t-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_partition_whose_leader_is_down_is_said_to_wait_and_judged_by_its_own_id_when_it_is_back()
    {
        var cluster = await fixture.ClusterAsync();
        int[][] places =
        [
            [1],
            [2],
            [3],
        ];
        await cluster.CreateTopicAsync(_topic, places);
        StoredOffsets stored;
        using (var first = new Reading(Reading.From(_topic, "earliest"), cluster.BootstrapServers))
        {
            await SendAsync(cluster, 1000, 0);
            await SendAsync(cluster, 1000, 1);
            await SendAsync(cluster, 1000, 2);
            first.UntilCount(3000);
            stored = first.Stored;
        }

        await cluster.DeleteTopicAsync(_topic);
        await cluster.CreateTopicAsync(_topic, places);
        await SendAsync(cluster, 700, 0);
        await SendAsync(cluster, 1500, 2);
        await cluster.KillAsync(3);

        using var reading = new Reading(Reading.From(_topic), cluster.BootstrapServers, stored);
        reading.Until(
            r =>
                r.Messages.Count == 700
                && r.State == IngestState.Reading
                && r.Partitions.GetValueOrDefault(2) == PartitionState.WaitingForLeader,
            "the partition that waits for a leader"
        );
        reading
            .States[^1]
            .Message.ShouldBe(
                $"Reading 2 partitions of '{_topic}' on {cluster.BootstrapServers}. 1 partition waits for a leader."
            );
        reading
            .Report!.Partitions[2]
            .Message.ShouldBe(
                $"Partition 2 of '{_topic}' waits for a leader: the broker that holds it is away."
            );
        reading
            .Warnings.Count(line => line.Contains($"Partition 2 of '{_topic}' waits for a leader:"))
            .ShouldBe(1);
        reading.Starts.Select(start => start.Partition).ShouldBe([0, 1], ignoreOrder: true);

        await cluster.StartAgainAsync(3);
        reading.UntilCount(2200);
        reading.Until(
            r => r.Partitions.Values.All(one => one == PartitionState.Reading),
            "all partitions"
        );
        reading.Starts.ShouldAllBe(start =>
            start.Kind == SegmentStart.Recreated && start.Offset == 0
        );
        reading.Messages.Count(message => message.Partition == 2).ShouldBe(1500);

        // The same while it is read: nothing is lost or read twice.
        await cluster.KillAsync(3);
        reading.Until(r => r.Partitions[2] == PartitionState.WaitingForLeader, "waiting again");
        await SendAsync(cluster, 100, 1);
        reading.UntilCount(2300);
        await cluster.StartAgainAsync(3);
        await SendAsync(cluster, 100, 2);
        reading.UntilCount(2400);
        reading.Until(r => r.Partitions[2] == PartitionState.Reading, "reading again");
        reading.Starts.Count.ShouldBe(3);
        reading.Messages.Count.ShouldBe(2400);
    }

    [Fact]
    public async Task Those_who_lead_in_the_place_of_a_broker_that_hangs_are_read_and_nothing_is_said_to_be_away()
    {
        var cluster = await HangableAsync([
            [2, 1, 3],
            [1, 2, 3],
        ]);
        using var reading = new Reading(Reading.From(_topic, "earliest"), cluster.BootstrapServers);
        await SendAsync(cluster, 10, 0);
        await SendAsync(cluster, 10, 1);
        reading.UntilCount(20);
        cluster.Suspend(2);
        try
        {
            for (var partition = 0; partition < 2; partition++)
            {
                await Sending.SendAsync(
                    cluster.BootstrapWithout(2),
                    _topic,
                    Sending.Numbers(10, from: 10),
                    partition
                );
            }

            reading.UntilCount(40);
        }
        finally
        {
            cluster.Resume(2);
        }

        reading
            .States.SkipWhile(one => one.State != IngestState.Reading)
            .ShouldAllBe(one => one.State == IngestState.Reading);
    }

    [Fact]
    public async Task The_partition_of_a_broker_that_hangs_is_told_and_read_on_when_it_goes_on()
    {
        var cluster = await HangableAsync([
            [1],
            [2],
            [3],
        ]);
        using var reading = new Reading(Reading.From(_topic, "earliest"), cluster.BootstrapServers);
        await SendAsync(cluster, 10, 1);
        reading.UntilCount(10);
        cluster.Suspend(2);
        try
        {
            reading.Until(
                r =>
                    r.Partitions[1] is PartitionState.Unanswered or PartitionState.WaitingForLeader,
                "the partition of the broker that hangs"
            );
            reading.State.ShouldBe(IngestState.Reading);
        }
        finally
        {
            cluster.Resume(2);
        }

        await SendAsync(cluster, 10, 1, from: 10);
        reading.UntilCount(20);
        reading.Until(
            r => r.Partitions.Values.All(one => one == PartitionState.Reading),
            "all partitions"
        );
    }

    [Fact]
    public async Task An_unclean_election_cuts_the_log_and_what_comes_after_is_read_whole()
    {
        var cluster = await fixture.ClusterAsync();
        await cluster.CreateTopicAsync(
            _topic,
            [
                [2, 3],
            ],
            new Dictionary<string, string> { ["unclean.leader.election.enable"] = "true" }
        );
        using var live = new Reading(Reading.From(_topic, "earliest"), cluster.BootstrapServers);
        await SendAsync(cluster, 1000, 0);
        live.UntilCount(1000);
        await cluster.KillAsync(3);
        await SendAsync(cluster, 1000, 0, from: 1000);
        live.UntilCount(2000);
        var stored = live.Stored;
        stored.Partitions[0].Next.ShouldBe(2000);

        // The only one that has the second thousand goes, and the one that lacks it leads.
        await cluster.KillAsync(2);
        await cluster.StartAgainAsync(3);
        await SendAsync(cluster, 1500, 0, from: 5000);

        live.UntilCount(3500);
        ShouldBeCut(live, live.Starts[^1]);
        live.Messages.Skip(2000)
            .Select(message => message.Value)
            .ShouldBe(Sending.Numbers(1500, from: 5000));

        // And by one that was not there: the log is longer again than what was stored.
        using var later = new Reading(Reading.From(_topic), cluster.BootstrapServers, stored);
        later.UntilCount(1500);
        ShouldBeCut(later, later.Starts.ShouldHaveSingleItem());
        later.Messages.Select(message => message.Value).ShouldBe(Sending.Numbers(1500, from: 5000));

        // Nor is what was counted read again of a log that was cut.
        using var again = new Reading(
            Reading.From(_topic),
            cluster.BootstrapServers,
            stored with
            {
                Again = new ReadAgain(5000, DateTimeOffset.UnixEpoch),
            }
        );
        again.UntilCount(1500);
        ShouldBeCut(again, again.Starts.ShouldHaveSingleItem());
        again.Again.ShouldBeEmpty();
    }

    [Fact]
    public async Task Five_codecs_under_load_are_read_exactly_while_leaders_are_killed_and_the_cluster_is_restarted()
    {
        var cluster = await fixture.ClusterAsync();
        await cluster.CreateTopicAsync(
            _topic,
            [
                [1, 2, 3],
                [2, 3, 1],
                [3, 1, 2],
                [1, 3, 2],
                [2, 1, 3],
                [3, 2, 1],
            ],
            new Dictionary<string, string> { ["min.insync.replicas"] = "2" }
        );
        using var one = new Reading(Reading.From(_topic, "earliest"), cluster.BootstrapServers);
        using var other = new Reading(
            Reading.From(_topic, "earliest") with
            {
                Readers = 1,
            },
            cluster.BootstrapServers
        );
        await using var load = new SteadyProducers(cluster.BootstrapServers, _topic, Codecs);

        await cluster.KillAsync(2);
        await cluster.StartAgainAsync(2);
        foreach (var node in (int[])[3, 1])
        {
            await cluster.StopAsync(node);
            await cluster.StartAgainAsync(node);
        }

        var sent = await load.FinishAsync();
        sent.Count.ShouldBeGreaterThan(5000);
        one.UntilCount(sent.Count);
        other.UntilCount(sent.Count);
        one.Until(r => r.Ends == sent.Count, "the ends");
        one.Messages.Select(message => message.Value!).Order().ShouldBe(sent.Order());
        Places(other).ShouldBe(Places(one));
        one.Losses.ShouldBeEmpty();
        one.Starts.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Two_hundred_partitions_are_read_whole()
    {
        var cluster = await fixture.ClusterAsync();
        await cluster.CreateTopicAsync(
            _topic,
            [.. Enumerable.Range(0, 200).Select(partition => new[] { (partition % 3) + 1 })]
        );
        await SendAsync(cluster, 20_000, partition: null);
        using var reading = new Reading(
            Reading.From(_topic, "earliest") with
            {
                Readers = 4,
            },
            cluster.BootstrapServers
        );
        reading.UntilCount(20_000);
        reading.Until(r => r.Ends == 20_000, "the ends of all partitions");
        reading.Readers.ShouldBe(4);
        // Also those without a message.
        reading.Until(
            r =>
                r.Starts.Count == 200
                && r.Partitions.Values.All(one => one == PartitionState.Reading),
            "all partitions"
        );
        reading.Messages.Select(message => message.Value).ToHashSet().Count.ShouldBe(20_000);
        reading.Messages.Count.ShouldBe(20_000);
    }

    [Fact]
    public async Task Retention_that_deletes_segments_under_a_resting_reader_is_a_loss_to_the_message()
    {
        var cluster = await fixture.ClusterAsync();
        await cluster.CreateTopicAsync(
            _topic,
            [
                [1],
            ],
            new Dictionary<string, string>
            {
                ["segment.bytes"] = "20000",
                ["retention.bytes"] = "60000",
            }
        );
        var pause = new ReadingPause(TimeProvider.System);
        using var reading = new Reading(
            Reading.From(_topic, "earliest") with
            {
                Client = new()
                {
                    ["queued.min.messages"] = "1",
                    ["queued.max.messages.kbytes"] = "1",
                    ["fetch.message.max.bytes"] = "1000",
                },
            },
            cluster.BootstrapServers,
            pause: pause
        );
        await SendAsync(cluster, 1, 0);
        reading.UntilCount(1);
        pause.Begin(TimeSpan.FromMinutes(5));
        using var watcher = new TopicBrowser(cluster.BootstrapServers);
        var sent = 1;
        do
        {
            // Each round waits for its answers, so this is at the cluster's own pace.
            await SendAsync(cluster, 200, 0);
            sent += 200;
        } while (watcher.Ranges(_topic)[0].Low < 1000);

        pause.Begin(TimeSpan.Zero);
        reading.Until(r => r.LastReached.GetValueOrDefault(0) == sent, "the end");
        var lost = reading.Losses.Sum(loss => loss.To - loss.From);
        lost.ShouldBeGreaterThan(0);
        (reading.Messages.Count + lost).ShouldBe(sent);
        reading.Warnings.ShouldContain(line => line.Contains("were deleted before"));
    }

    private static IEnumerable<(int, long, string?)> Places(Reading reading) =>
        reading
            .Messages.Select(message => (message.Partition, message.Offset, message.Value))
            .Order();

    private static void ShouldBeCut(Reading reading, PartitionStart start)
    {
        (start.Kind, start.Offset, start.From).ShouldBe((SegmentStart.Truncated, 1000, 1000));
        reading
            .Warnings.Single(line => line.Contains("The cluster lost"))
            .ShouldContain("lost 1000 messages of partition 0");
        reading.Losses.ShouldBeEmpty();
    }

    private async Task<KafkaCluster> HangableAsync(int[][] places)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are numbered as Linux does.");
        var cluster = await fixture.ClusterAsync();
        await cluster.CreateTopicAsync(_topic, places);
        return cluster;
    }

    private Task SendAsync(KafkaCluster cluster, int count, int? partition, int from = 0) =>
        Sending.SendAsync(
            cluster.BootstrapServers,
            _topic,
            Sending.Numbers(count, from),
            partition
        );

    public sealed class Fixture : IAsyncLifetime
    {
        private KafkaCluster? _cluster;

        /// <summary>The cluster with all its nodes; skips the test where none can be started.</summary>
        public async Task<KafkaCluster> ClusterAsync()
        {
            Assert.SkipWhen(_cluster is null, KafkaInstallation.OwnBrokerSkipReason ?? "");
            await _cluster!.StartMissingAsync();
            return _cluster;
        }

        public async ValueTask InitializeAsync()
        {
            if (KafkaInstallation.OwnBrokerSkipReason is null)
            {
                _cluster = await KafkaCluster.StartAsync();
            }
        }

        public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
