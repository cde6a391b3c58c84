namespace ClickDash.Kafka;

/// <summary>Takes what <see cref="ClickConsumer"/> reads of one topic. What a call throws ends the consumer.</summary>
public interface ITopicSink
{
    /// <summary>The taker of one reader thread; called before that thread reads, on the coordinator's thread.</summary>
    /// <param name="number">The reader's number, from 0.</param>
    IReaderSink NewReader(int number);

    /// <summary>
    /// The taker of what is read again, beside what is new, where a start says so: it is told messages, ends that were reached, the end
    /// of a batch, and as lost what was deleted after the start was told. Called on a reader's thread, after the partitions' <see cref="IReaderSink.Begin"/>.
    /// </summary>
    IReaderSink NewRefill() =>
        throw new NotSupportedException("Nothing is read again where no offsets were stored.");

    /// <summary>How reading goes: at every change and about once a second; one call at a time, on the coordinator's thread.</summary>
    void Report(TopicReport report);
}

/// <summary>Takes what one reader thread reads: one call at a time, on that thread. What a call throws ends the consumer.</summary>
public interface IReaderSink
{
    /// <summary>Partitions whose reading begins, before anything of them is taken; may block while that is stored.</summary>
    void Begin(IReadOnlyList<PartitionStart> starts);

    /// <summary>
    /// One message, in order of offset within its partition. Its spans are valid during the call only: they point into the client's
    /// memory.
    /// </summary>
    void Take(in MessageView message);

    /// <summary>
    /// A partition was read up to its end: offsets before it of which no message came hold none (the marks of transactions,
    /// what was compacted away).
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">The one that comes after all there is.</param>
    void Reached(int partition, long offset);

    /// <summary>Offsets of the running segment whose messages were gone before they could be read; right after the partition's <see cref="Begin"/>, or of what is read again before its first message.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="from">The first of them.</param>
    /// <param name="until">The offset that is read next, greater than <paramref name="from"/>.</param>
    /// <param name="reason">Why.</param>
    void Lost(int partition, long from, long until, LossReason reason);

    /// <summary>The end of a polled batch: hands over what was taken; may block, which lets reading wait.</summary>
    void Flush();
}
