using System.Diagnostics;
using ClickDash.Core.Wire;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka;

/// <summary>Tells the sink and the log how a topic's reading goes, once per change. Belongs to the coordinator's thread.</summary>
internal sealed class TopicStatus(string topic, ITopicSink sink, ILogger logger)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(1);

    private readonly PartitionLog _partitions = new(topic, logger);
    private TopicReport? _last;
    private long _reportedAt;
    private ErrorCode _lastError;

    /// <summary>The newest of the clients' errors since the connection was last good: why there is none.</summary>
    public Error? Cause { get; private set; }

    /// <summary>Takes in a client's word of trouble.</summary>
    public void Note(Error error)
    {
        // "All brokers down" follows what explains it.
        if (error.Code != ErrorCode.Local_AllBrokersDown)
        {
            Cause = error;
        }

        if (error.Code != _lastError)
        {
            _lastError = error.Code;
            logger.LogDebug("Kafka's client reports {Code}: {Reason}", error.Code, error.Reason);
        }
    }

    /// <summary>Says how it goes; the sink is told of changes at once and else about once a second.</summary>
    public void Set(
        IngestState state,
        StatusMessage message,
        IReadOnlyList<PartitionReport> partitions
    )
    {
        if (state == IngestState.Reading)
        {
            Cause = null;
            _lastError = ErrorCode.NoError;
        }

        var isNew = _last?.State != state || _last.Message != message.Text;
        if (isNew)
        {
            logger.Log(Level(message.Code), "{Message}", message.Text);
        }

        _partitions.Tell(partitions, message.Code);
        var isChanged = isNew || !HasStatesOf(partitions);
        if (isChanged || Stopwatch.GetElapsedTime(_reportedAt) >= ReportEvery)
        {
            _reportedAt = Stopwatch.GetTimestamp();
            _last = new TopicReport(state, message.Text, partitions);
            sink.Report(_last);
        }
    }

    /// <summary>Says that reading has ended for good.</summary>
    public void Fail(StatusMessage message) =>
        Set(IngestState.Failed, message, _last?.Partitions ?? []);

    private bool HasStatesOf(IReadOnlyList<PartitionReport> partitions) =>
        _last is { } last
        && last.Partitions.Count == partitions.Count
        && last.Partitions.Zip(partitions)
            .All(pair =>
                (pair.First.Partition, pair.First.State)
                == (pair.Second.Partition, pair.Second.State)
            );

    private static LogLevel Level(StatusCode code) =>
        code switch
        {
            StatusCode.Fatal => LogLevel.Error,
            StatusCode.Reading or StatusCode.Connecting => LogLevel.Information,
            _ => LogLevel.Warning,
        };
}
