using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>Is told what happens to a reader, on its thread.</summary>
internal interface IReaderEvents
{
    /// <summary>A partition is not read any more, for now.</summary>
    void Released(int partition, StoredPartition position);

    /// <summary>Reading met an error that it can ride out.</summary>
    void Failed(Error error);

    /// <summary>The reader has ended by what it or its sink threw.</summary>
    void Ended(Exception reason);
}
