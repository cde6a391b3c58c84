using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>
/// Polls many messages at once from librdkafka's queue and gives each where it lies: nothing is copied, nothing allocated.
/// The client is made, assigned and watched by Confluent.Kafka as ever.
/// </summary>
internal sealed unsafe class BatchSource : IMessageSource
{
    // A few milliseconds' work: what a sink takes before it hands over.
    private const int LargestBatch = 4096;

    private const int NoError = (int)ErrorCode.NoError;
    private const int PartitionEnd = (int)ErrorCode.Local_PartitionEOF;

    private readonly Librdkafka.Functions _library;
    private readonly SafeHandle _handle;
    private readonly nint _queue;
    private Librdkafka.Message** _messages;

    private BatchSource(
        IConsumer<Slice, Slice> consumer,
        SafeHandle handle,
        Librdkafka.Functions library
    )
    {
        (Consumer, _handle, _library) = (consumer, handle, library);
        var isHeld = false;
        handle.DangerousAddRef(ref isHeld);
        _queue = library.QueueGetConsumer(handle.DangerousGetHandle());
        _messages = (Librdkafka.Message**)
            NativeMemory.Alloc(LargestBatch, (nuint)sizeof(Librdkafka.Message*));
    }

    public IConsumer<Slice, Slice> Consumer { get; }

    /// <summary>A source; null where the client's handle or the library's functions cannot be had.</summary>
    /// <param name="clients">Makes the client.</param>
    /// <param name="readers">How many readers there are.</param>
    /// <param name="reset">Where it goes on when an offset is gone.</param>
    public static BatchSource? TryCreate(
        ConsumerClients clients,
        int readers,
        AutoOffsetReset reset = AutoOffsetReset.Error
    )
    {
        var none = SliceDeserializer.Ignoring;
        var consumer = clients.Reader(readers, reset, none, none);
        if (Librdkafka.Loaded is { } library && Librdkafka.HandleOf(consumer.Handle) is { } handle)
        {
            return new BatchSource(consumer, handle, library);
        }

        consumer.Dispose();
        return null;
    }

    public int Poll(int milliseconds, IPollHandler handler)
    {
        // Asked for many, the library waits until it has them all or the time is over: so first for one.
        var count = (int)_library.ConsumeBatchQueue(_queue, milliseconds, _messages, 1);
        if (count != 1)
        {
            return 0;
        }

        count += Math.Max(
            0,
            (int)_library.ConsumeBatchQueue(_queue, 0, _messages + 1, LargestBatch - 1)
        );
        var next = 0;
        try
        {
            while (next < count)
            {
                var message = _messages[next];
                Give(message, handler);
                next++;
                _library.MessageDestroy(message);
            }
        }
        finally
        {
            // Where the handler threw: all that is left goes back too.
            for (; next < count; next++)
            {
                _library.MessageDestroy(_messages[next]);
            }
        }

        return count;
    }

    public void Dispose()
    {
        if (_messages is null)
        {
            return;
        }

        NativeMemory.Free(_messages);
        _messages = null;
        // The client's end waits for its queue's.
        _library.QueueDestroy(_queue);
        _handle.DangerousRelease();
        Consumer.Dispose();
    }

    private void Give(Librdkafka.Message* message, IPollHandler handler)
    {
        switch (message->Error)
        {
            case NoError:
                int type;
                var timestamp = _library.MessageTimestamp(message, &type);
                var kind = (TimestampType)type;
                handler.OnMessage(
                    new MessageView(
                        message->Partition,
                        message->Offset,
                        kind == TimestampType.NotAvailable ? -1 : timestamp,
                        new ReadOnlySpan<byte>(message->Key, (int)message->KeyLength),
                        new ReadOnlySpan<byte>(message->Value, (int)message->ValueLength),
                        message->Value is null,
                        kind == TimestampType.LogAppendTime,
                        _library.MessageLeaderEpoch(message)
                    )
                );
                break;
            case PartitionEnd:
                handler.OnEnd(message->Partition, message->Offset);
                break;
            default:
                var code = (ErrorCode)message->Error;
                // The library puts its words in the value's place.
                var reason = Marshal.PtrToStringUTF8((nint)message->Value);
                handler.OnError(
                    message->Partition,
                    new Error(code, reason, code == ErrorCode.Local_Fatal)
                );
                break;
        }
    }
}
