using ClickDash.Core.Wire;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka;

/// <summary>
/// Reads every partition of the topic by several readers, a thread each, and hands the messages to a sink. Survives brokers
/// that come and go, leaders that change, topics that appear, grow, vanish and are made anew.
/// </summary>
public sealed class ClickConsumer
{
    // The coordinator is woken by what happens; this often it looks by itself.
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(250);

    // Together under five seconds, whatever the cluster does.
    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    private readonly KafkaOptions _options;
    private readonly string _servers;
    private readonly ITopicSink _sink;
    private readonly ILogger _logger;
    private readonly StoredOffsets? _stored;
    private readonly ReadingPause? _pause;

    /// <param name="options">Valid settings.</param>
    /// <param name="bootstrapServers">Where the broker is: the one set, or the embedded one's address.</param>
    /// <param name="sink">Takes what is read.</param>
    /// <param name="logger">Told once per change; the client library's own lines at Debug.</param>
    /// <param name="stored">Where reading was left, if that was stored.</param>
    /// <param name="pause">Lets reading rest; null where nothing does.</param>
    public ClickConsumer(
        KafkaOptions options,
        string bootstrapServers,
        ITopicSink sink,
        ILogger logger,
        StoredOffsets? stored = null,
        ReadingPause? pause = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(bootstrapServers);
        _options = options;
        _servers = bootstrapServers;
        _sink = sink;
        _logger = logger;
        _stored = stored;
        _pause = pause;
    }

    /// <summary>Reads until cancelled, then returns within 5 s; meant for a thread of its own, which coordinates the readers.</summary>
    /// <exception cref="KafkaFatalException">Trying again cannot help; the sink was told before.</exception>
    public void Run(CancellationToken cancellation)
    {
        var status = new TopicStatus(_options.Topic, _sink, _logger);
        status.Set(
            IngestState.Connecting,
            StatusMessages.Connecting(_servers),
            [
                .. (_stored?.Partitions.Keys.Order() ?? Enumerable.Empty<int>()).Select(
                    number => new PartitionReport(
                        number,
                        PartitionState.Connecting,
                        StatusMessages.Connecting(_servers).Text,
                        End: null,
                        HeldBack: 0
                    )
                ),
            ]
        );
        try
        {
            Run(status, cancellation);
        }
        catch (KafkaException e)
        {
            var message = StatusMessages.Fatal(e.Error);
            status.Fail(message);
            throw new KafkaFatalException(message.Text, e);
        }
        catch (KafkaFatalException e)
        {
            status.Fail(StatusMessages.Fatal(e.Message));
            throw;
        }
    }

    private void Run(TopicStatus status, CancellationToken cancellation)
    {
        // Not disposed: a client that takes long to go may still call.
        var wake = new AutoResetEvent(initialState: false);
        var inbox = new ReaderInbox(wake);
        var clients = new ConsumerClients(_options, _servers, inbox.Failed, _logger);
        var client = clients.Coordinator();
        var admin = new DependentAdminClientBuilder(client.Handle).Build();
        var requests = new AdminRequests();
        var isEmbedded = _options.BootstrapServers is null;
        var settings = ConsumerSettings.For(_options, _servers);
        var offsets = new OffsetQuestion(admin, requests, _options.Topic);
        var metadata = new MetadataPoller(
            new TopicQuestion(admin, requests, _options.Topic, _servers, isEmbedded),
            new EndsQuestion(offsets, settings.IsolationLevel ?? IsolationLevel.ReadCommitted),
            () => wake.Set(),
            inbox.Ended
        );
        var readers = new ReaderPool(_options, clients, _sink, _pause, inbox, _logger);
        var coordinator = new TopicCoordinator(
            metadata,
            new StartPlanner(offsets, new EpochProbe(clients, _options.Topic), _options, _stored),
            readers,
            inbox,
            new StartLog(_options.Topic, isEmbedded, _logger),
            _stored
        );
        var reporter = new TopicReporter(_options, _servers, metadata, coordinator, status);
        var commit = GroupCommit.For(_options, client, _logger);
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                WaitHandle.WaitAny([wake, cancellation.WaitHandle], Calm);
                Serve(client, inbox);
                inbox.ThrowIfEnded();
                if (TakeErrors(inbox, status))
                {
                    metadata.Ask();
                }

                coordinator.Follow(cancellation);
                reporter.Report();
                commit?.CommitWhenDue(coordinator.HandedOver());
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped in the middle of a question.
        }
        finally
        {
            readers.Stop();
            commit?.Finish(coordinator.HandedOver(), CommitPatience);
            readers.Join(ClosePatience);
            new ClientShutdown(metadata, requests, commit?.Running, admin, client).Wait(
                ClosePatience
            );
        }

        inbox.ThrowIfEnded();
    }

    /// <summary>Lets the coordinator's client call out what it has met.</summary>
    private static void Serve(IConsumer<Slice, Slice> client, ReaderInbox inbox)
    {
        try
        {
            client.Consume(0);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            inbox.Failed(e.Error);
        }
    }

    private static bool TakeErrors(ReaderInbox inbox, TopicStatus status)
    {
        var hasAny = false;
        while (inbox.TryTakeError(out var error))
        {
            hasAny = true;
            status.Note(error);
        }

        return hasAny;
    }
}
