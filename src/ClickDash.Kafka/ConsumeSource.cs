using System.Diagnostics;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>Polls by <see cref="IConsumer{TKey,TValue}.Consume(int)"/>, message by message: works wherever the client does, at half the speed.</summary>
internal sealed class ConsumeSource : IMessageSource
{
    private const int LargestBatch = 4096;
    private static readonly TimeSpan LongestFill = TimeSpan.FromMilliseconds(5);

    private readonly SliceDeserializer _keys = new();
    private readonly SliceDeserializer _values = new();

    /// <param name="clients">Makes the client.</param>
    /// <param name="readers">How many readers there are.</param>
    /// <param name="reset">Where it goes on when an offset is gone.</param>
    public ConsumeSource(
        ConsumerClients clients,
        int readers,
        AutoOffsetReset reset = AutoOffsetReset.Error
    ) => Consumer = clients.Reader(readers, reset, _keys, _values);

    public IConsumer<Slice, Slice> Consumer { get; }

    public int Poll(int milliseconds, IPollHandler handler)
    {
        var count = 0;
        var isThere = Next(milliseconds, handler);
        var since = Stopwatch.GetTimestamp();
        while (isThere)
        {
            count++;
            // The clock is asked now and then only: a message takes less than reading it.
            var isOld = count % 64 == 0 && Stopwatch.GetElapsedTime(since) >= LongestFill;
            isThere = count < LargestBatch && !isOld && Next(0, handler);
        }

        return count;
    }

    public void Dispose() => Consumer.Dispose();

    private bool Next(int milliseconds, IPollHandler handler)
    {
        ConsumeResult<Slice, Slice>? result;
        try
        {
            result = Consumer.Consume(milliseconds);
        }
        catch (ConsumeException e)
        {
            handler.OnError(
                e.ConsumerRecord?.Partition.Value ?? Partition.Any.Value,
                new Error(e.Error.Code, e.Error.Reason, e.Error.IsFatal)
            );
            return true;
        }

        if (result is null)
        {
            return false;
        }

        if (result.IsPartitionEOF)
        {
            handler.OnEnd(result.Partition.Value, result.Offset.Value);
            return true;
        }

        var time = result.Message.Timestamp;
        handler.OnMessage(
            new MessageView(
                result.Partition.Value,
                result.Offset.Value,
                time.Type == TimestampType.NotAvailable ? -1 : time.UnixTimestampMs,
                _keys.Last,
                _values.Last,
                _values.IsNull,
                time.Type == TimestampType.LogAppendTime,
                result.LeaderEpoch ?? -1
            )
        );
        return true;
    }
}
