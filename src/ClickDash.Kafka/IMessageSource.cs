using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>Where a reader's messages come from. Belongs to the reader's thread.</summary>
internal interface IMessageSource : IDisposable
{
    /// <summary>The client, for what is assigned to it.</summary>
    IConsumer<Slice, Slice> Consumer { get; }

    /// <summary>Waits for something up to a time, then hands over what is there already: quick when quiet, large when busy.</summary>
    /// <param name="milliseconds">How long a quiet topic is waited for.</param>
    /// <param name="handler">Is told each message, end and error, in their order.</param>
    /// <returns>How many it was told.</returns>
    int Poll(int milliseconds, IPollHandler handler);
}

/// <summary>Is told what a poll brings.</summary>
internal interface IPollHandler
{
    /// <summary>A message, valid during the call.</summary>
    void OnMessage(in MessageView message);

    /// <summary>A partition was read up to its end.</summary>
    void OnEnd(int partition, long offset);

    /// <summary>Something went wrong; the partition is -1 where it concerns them all.</summary>
    void OnError(int partition, Error error);
}

/// <summary>Stands for a key or value that is read elsewhere: nothing to carry.</summary>
internal readonly struct Slice;
