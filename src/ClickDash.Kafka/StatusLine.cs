using ClickDash.Core.Wire;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka;

/// <summary>Tells the sink and the log how reading goes, once per change. Belongs to the consumer's thread.</summary>
internal sealed class StatusLine(string servers, IMessageSink sink, ILogger logger)
{
    private (IngestState State, string Message)? _last;
    private ErrorCode _lastError;
    private bool _isBroken;

    /// <summary>The newest of the client's errors since the connection was last good: why there is none.</summary>
    public Error? Cause { get; private set; }

    public void Set(IngestState state, string message)
    {
        if (state == IngestState.Reading)
        {
            Cause = null;
            _lastError = ErrorCode.NoError;
        }

        if (_last == (state, message))
        {
            return;
        }

        _last = (state, message);
        logger.Log(Level(state, message), "{Message}", message);
        sink.Status(state, message);
    }

    /// <summary>Takes the client's own word of trouble, which it calls out from within a read.</summary>
    public void Note(Error error)
    {
        _isBroken = true;
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

    /// <summary>Whether trouble was noted since this was last asked.</summary>
    public bool TakeBrokenConnection()
    {
        var wasBroken = _isBroken;
        _isBroken = false;
        return wasBroken;
    }

    private LogLevel Level(IngestState state, string message) =>
        state switch
        {
            IngestState.Failed => LogLevel.Error,
            IngestState.Connecting when message != Words.Connecting(servers) => LogLevel.Warning,
            IngestState.WaitingForTopic => LogLevel.Warning,
            _ => LogLevel.Information,
        };
}
