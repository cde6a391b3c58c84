using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>Assigns partitions with the leader epochs that their offsets were seen at (KIP-320): Confluent.Kafka's own way leaves these out.</summary>
internal static unsafe class PartitionAssignment
{
    /// <summary>Adds partitions to what a client reads; without epochs where the client's handle cannot be had.</summary>
    /// <exception cref="KafkaException">The client does not take them.</exception>
    public static void Add(
        IConsumer<Slice, Slice> consumer,
        IEnumerable<TopicPartitionOffset> partitions
    )
    {
        if (
            Librdkafka.Loaded is not { } library
            || Librdkafka.HandleOf(consumer.Handle) is not { } handle
        )
        {
            consumer.IncrementalAssign(partitions);
            return;
        }

        var isHeld = false;
        var list = library.ListNew(0);
        try
        {
            foreach (var partition in partitions)
            {
                AddTo(list, partition, library);
            }

            handle.DangerousAddRef(ref isHeld);
            var error = library.IncrementalAssign(handle.DangerousGetHandle(), list);
            if (error != 0)
            {
                var code = (ErrorCode)library.ErrorCode(error);
                library.ErrorDestroy(error);
                throw new KafkaException(code);
            }
        }
        finally
        {
            library.ListDestroy(list);
            if (isHeld)
            {
                handle.DangerousRelease();
            }
        }
    }

    private static void AddTo(
        nint list,
        TopicPartitionOffset partition,
        Librdkafka.Functions library
    )
    {
        var topic = (byte*)Marshal.StringToCoTaskMemUTF8(partition.Topic);
        var added = library.ListAdd(list, topic, partition.Partition.Value);
        // The list has a copy of its own.
        Marshal.FreeCoTaskMem((nint)topic);
        added->Offset = partition.Offset.Value;
        if (partition.LeaderEpoch is { } epoch)
        {
            library.SetLeaderEpoch(added, epoch);
        }
    }
}
