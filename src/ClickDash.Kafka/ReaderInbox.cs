using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>What readers and clients tell the coordinator, on any thread; it is woken by it.</summary>
internal sealed class ReaderInbox(EventWaitHandle wake) : IReaderEvents
{
    private readonly ConcurrentQueue<(int Partition, StoredPartition Position)> _released = new();
    private readonly ConcurrentQueue<Error> _errors = new();
    private volatile ExceptionDispatchInfo? _end;

    /// <summary>The next partition that a reader has let go.</summary>
    public bool TryTakeReleased(out (int Partition, StoredPartition Position) released) =>
        _released.TryDequeue(out released);

    /// <summary>The next error that can be ridden out.</summary>
    public bool TryTakeError(out Error error) => _errors.TryDequeue(out error!);

    /// <summary>Throws what a reader has ended by, where one has.</summary>
    public void ThrowIfEnded() => _end?.Throw();

    public void Released(int partition, StoredPartition position)
    {
        _released.Enqueue((partition, position));
        wake.Set();
    }

    public void Failed(Error error)
    {
        _errors.Enqueue(error);
        wake.Set();
    }

    public void Ended(Exception reason)
    {
        _end ??= ExceptionDispatchInfo.Capture(reason);
        wake.Set();
    }
}
