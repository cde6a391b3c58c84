using System.Diagnostics;
using ClickDash.Core.Wire;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka;

/// <summary>
/// Reads every partition of the topic and hands the messages to a sink, batch by batch, in one loop on the caller's
/// thread. Survives brokers that come and go, topics that appear, grow, vanish and are made anew.
/// </summary>
public sealed class ClickConsumer
{
    // How long a quiet topic is waited for; cancellation is noticed as late as this.
    private const int QuietMilliseconds = 100;

    // How late the end of a pause is noticed.
    private const int PausedMilliseconds = 50;

    // What the sink holds its lock for at once: a few thousand messages are counted within some milliseconds.
    private const int LargestBatch = 4096;
    private const int LargestBatchBytes = 8 << 20;
    private static readonly TimeSpan LongestFill = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan EndsEvery = TimeSpan.FromSeconds(1);

    private readonly KafkaOptions _options;
    private readonly string _servers;
    private readonly IMessageSink _sink;
    private readonly ILogger _logger;
    private readonly StoredOffsets? _stored;
    private readonly ReadingPause? _pause;
    private readonly MessageBatch _batch = new();
    private readonly List<PartitionEnd> _reached = [];

    /// <param name="options">Valid settings.</param>
    /// <param name="bootstrapServers">Where the broker is: the one set, or the embedded one's address.</param>
    /// <param name="sink">Takes what is read.</param>
    /// <param name="logger">Told once per change; the client library's own lines at Debug.</param>
    /// <param name="stored">Where reading was left, if that was stored.</param>
    /// <param name="pause">Lets reading rest; null where nothing does.</param>
    public ClickConsumer(
        KafkaOptions options,
        string bootstrapServers,
        IMessageSink sink,
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

    /// <summary>Reads until cancelled, then returns; meant for a thread of its own.</summary>
    /// <exception cref="KafkaFatalException">Trying again cannot help; the sink was told before.</exception>
    public void Run(CancellationToken cancellation)
    {
        var status = new StatusLine(_servers, _sink, _logger);
        status.Set(IngestState.Connecting, Words.Connecting(_servers));
        try
        {
            using var consumer = Build(status);
            try
            {
                using var scout = new TopicScout(
                    consumer.Handle,
                    _options.Topic,
                    _options.BootstrapServers is not null
                );
                var reader = new TopicReader(consumer, _options, _servers, _sink, status, _stored);
                Loop(consumer, scout, reader, status, cancellation);
                reader.StoreForTools();
            }
            finally
            {
                consumer.Close();
            }
        }
        catch (KafkaException e)
        {
            throw Fail(status, Words.Fatal(e.Error), e);
        }
    }

    private void Loop(
        IConsumer<MessageBatch.InArena, MessageBatch.InArena> consumer,
        TopicScout scout,
        TopicReader reader,
        StatusLine status,
        CancellationToken cancellation
    )
    {
        var endsAt = Stopwatch.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            if (scout.Latest is { } survey)
            {
                reader.Follow(survey);
            }

            try
            {
                if (_pause?.IsOn == true)
                {
                    // What comes meanwhile waits in the client's queue, and in the topic behind that.
                    cancellation.WaitHandle.WaitOne(PausedMilliseconds);
                }
                else
                {
                    Fill(consumer);
                }
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                reader.Trouble(e, scout.Begun);
                scout.Ask();
            }

            if (_batch.Count > 0)
            {
                _sink.Take(_batch);
                reader.Advance(_batch);
                _batch.Clear();
            }

            foreach (var reached in _reached)
            {
                reader.Reach(reached);
            }

            _reached.Clear();
            if (status.TakeBrokenConnection())
            {
                scout.Ask();
            }

            if (Stopwatch.GetElapsedTime(endsAt) >= EndsEvery)
            {
                endsAt = Stopwatch.GetTimestamp();
                reader.TellEnds();
                reader.StoreForTools();
            }
        }
    }

    /// <summary>Waits for a first message, then takes those that are there already: quick when quiet, large when busy.</summary>
    private void Fill(IConsumer<MessageBatch.InArena, MessageBatch.InArena> consumer)
    {
        var message = consumer.Consume(QuietMilliseconds);
        var since = Stopwatch.GetTimestamp();
        while (message is not null)
        {
            if (message.IsPartitionEOF)
            {
                _reached.Add(new PartitionEnd(message.Partition.Value, message.Offset.Value));
                message = consumer.Consume(0);
                continue;
            }

            var timestamp = message.Message.Timestamp;
            _batch.Commit(
                message.Partition.Value,
                message.Offset.Value,
                timestamp.Type == TimestampType.NotAvailable ? -1 : timestamp.UnixTimestampMs
            );
            var isFull = _batch.Count >= LargestBatch || _batch.Bytes >= LargestBatchBytes;
            // The clock is asked now and then only: a message takes less than reading it.
            var isOld = _batch.Count % 64 == 0 && Stopwatch.GetElapsedTime(since) >= LongestFill;
            message = isFull || isOld ? null : consumer.Consume(0);
        }
    }

    private IConsumer<MessageBatch.InArena, MessageBatch.InArena> Build(StatusLine status)
    {
        try
        {
            var settings = ConsumerSettings.For(_options, _servers);
            // Offsets without a message at a partition's end are only known by this.
            settings.EnablePartitionEof = true;
            return new ConsumerBuilder<MessageBatch.InArena, MessageBatch.InArena>(settings)
                .SetKeyDeserializer(_batch.Keys)
                .SetValueDeserializer(_batch.Values)
                .SetErrorHandler((_, error) => status.Note(error))
                .SetLogHandler(
                    (_, line) =>
                        _logger.LogDebug(
                            "librdkafka {Facility}: {Line}",
                            line.Facility,
                            line.Message
                        )
                )
                .Build();
        }
        catch (Exception e)
            when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            // The library's words may hold a setting's value, which may be a secret; validation knows which to name.
            var problem =
                _options.Validate().FirstOrDefault()
                ?? $"Kafka's client could not be made from {KafkaOptions.Section}:Client.";
            throw Fail(status, problem, inner: null);
        }
    }

    private static KafkaFatalException Fail(StatusLine status, string message, Exception? inner)
    {
        status.Set(IngestState.Failed, message);
        return inner is null
            ? new KafkaFatalException(message)
            : new KafkaFatalException(message, inner);
    }
}
