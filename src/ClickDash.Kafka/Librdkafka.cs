using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>
/// Functions of the very librdkafka that Confluent.Kafka has loaded, by which messages are polled in batches and read where
/// they lie. Which of the package's builds that is depends on the system, so they are found in the loaded library.
/// </summary>
internal static unsafe class Librdkafka
{
    private static readonly Lazy<Functions?> Found = new(Find);

    /// <summary>The functions; null where the library or one of them is not found.</summary>
    public static Functions? Loaded => Found.Value;

    /// <summary>The client's own handle; null where this version of Confluent.Kafka has it elsewhere.</summary>
    public static SafeHandle? HandleOf(Handle handle)
    {
        try
        {
            return InnerHandle(handle) as SafeHandle;
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException)
        {
            return null;
        }
    }

    private static Functions? Find()
    {
        using var process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            if (
                module.ModuleName.Contains("librdkafka", StringComparison.OrdinalIgnoreCase)
                && NativeLibrary.TryLoad(module.FileName, out var library)
                && Functions.TryFind(library) is { } functions
            )
            {
                return functions;
            }
        }

        return null;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_LibrdkafkaHandle")]
    [return: UnsafeAccessorType("Confluent.Kafka.Impl.SafeKafkaHandle, Confluent.Kafka")]
    private static extern object InnerHandle(Handle handle);

    /// <summary>A message as librdkafka has it: <c>rd_kafka_message_t</c>, whose layout is part of its documented interface.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public int Error;
        public nint Topic;
        public int Partition;
        public byte* Value;
        public nuint ValueLength;
        public byte* Key;
        public nuint KeyLength;
        public long Offset;
        public nint Private;
    }

    /// <summary>The first fields of <c>rd_kafka_topic_partition_t</c>, as documented.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TopicPartition
    {
        public nint Topic;
        public int Partition;
        public long Offset;
    }

    /// <summary>The functions' addresses. Those that never wait are called without telling the garbage collector.</summary>
    internal sealed class Functions
    {
        public delegate* unmanaged[Cdecl]<nint, nint> QueueGetConsumer { get; private init; }
        public delegate* unmanaged[Cdecl]<nint, void> QueueDestroy { get; private init; }
        public delegate* unmanaged[Cdecl]<nint, int, Message**, nuint, nint> ConsumeBatchQueue
        {
            get;
            private init;
        }

        public delegate* unmanaged[Cdecl, SuppressGCTransition]<Message*, void> MessageDestroy
        {
            get;
            private init;
        }

        public delegate* unmanaged[Cdecl, SuppressGCTransition]<
            Message*,
            int*,
            long> MessageTimestamp { get; private init; }

        public delegate* unmanaged[Cdecl, SuppressGCTransition]<Message*, int> MessageLeaderEpoch
        {
            get;
            private init;
        }

        public delegate* unmanaged[Cdecl]<int, nint> ListNew { get; private init; }
        public delegate* unmanaged[Cdecl]<nint, byte*, int, TopicPartition*> ListAdd
        {
            get;
            private init;
        }

        public delegate* unmanaged[Cdecl]<nint, void> ListDestroy { get; private init; }
        public delegate* unmanaged[Cdecl]<TopicPartition*, int, void> SetLeaderEpoch
        {
            get;
            private init;
        }

        public delegate* unmanaged[Cdecl]<nint, nint, nint> IncrementalAssign { get; private init; }
        public delegate* unmanaged[Cdecl]<nint, int> ErrorCode { get; private init; }
        public delegate* unmanaged[Cdecl]<nint, void> ErrorDestroy { get; private init; }

        /// <summary>All of them; null where the library lacks one.</summary>
        public static Functions? TryFind(nint library)
        {
            try
            {
                return Find(name => NativeLibrary.GetExport(library, name));
            }
            catch (EntryPointNotFoundException)
            {
                return null;
            }
        }

        private static Functions Find(Func<string, nint> address) =>
            new()
            {
                QueueGetConsumer = (delegate* unmanaged[Cdecl]<nint, nint>)address(
                    "rd_kafka_queue_get_consumer"
                ),
                QueueDestroy = (delegate* unmanaged[Cdecl]<nint, void>)address(
                    "rd_kafka_queue_destroy"
                ),
                ConsumeBatchQueue = (delegate* unmanaged[Cdecl]<
                    nint,
                    int,
                    Message**,
                    nuint,
                    nint>)address("rd_kafka_consume_batch_queue"),
                MessageDestroy = (delegate* unmanaged[Cdecl, SuppressGCTransition]<
                    Message*,
                    void>)address("rd_kafka_message_destroy"),
                MessageTimestamp = (delegate* unmanaged[Cdecl, SuppressGCTransition]<
                    Message*,
                    int*,
                    long>)address("rd_kafka_message_timestamp"),
                MessageLeaderEpoch = (delegate* unmanaged[Cdecl, SuppressGCTransition]<
                    Message*,
                    int>)address("rd_kafka_message_leader_epoch"),
                ListNew = (delegate* unmanaged[Cdecl]<int, nint>)address(
                    "rd_kafka_topic_partition_list_new"
                ),
                ListAdd = (delegate* unmanaged[Cdecl]<nint, byte*, int, TopicPartition*>)address(
                    "rd_kafka_topic_partition_list_add"
                ),
                ListDestroy = (delegate* unmanaged[Cdecl]<nint, void>)address(
                    "rd_kafka_topic_partition_list_destroy"
                ),
                SetLeaderEpoch = (delegate* unmanaged[Cdecl]<TopicPartition*, int, void>)address(
                    "rd_kafka_topic_partition_set_leader_epoch"
                ),
                IncrementalAssign = (delegate* unmanaged[Cdecl]<nint, nint, nint>)address(
                    "rd_kafka_incremental_assign"
                ),
                ErrorCode = (delegate* unmanaged[Cdecl]<nint, int>)address("rd_kafka_error_code"),
                ErrorDestroy = (delegate* unmanaged[Cdecl]<nint, void>)address(
                    "rd_kafka_error_destroy"
                ),
            };
    }
}
