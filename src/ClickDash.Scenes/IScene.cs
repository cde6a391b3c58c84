namespace ClickDash.Scenes;

/// <summary>
/// A scene's fold: messages go in, pictures come out. Pure: it has no clock and no lock, and one caller at a time. Folding
/// never knows who will look.
/// </summary>
/// <typeparam name="TRequest">What a viewer can ask of it; equal requests get the same picture.</typeparam>
/// <typeparam name="TPicture">Its wire record: a whole picture, small enough to be sent at every tick.</typeparam>
public interface IScene<in TRequest, out TPicture>
{
    /// <summary>Takes one message. One that it cannot read is counted and said in the picture; it never throws.</summary>
    void Record(in SceneInput message);

    /// <summary>Time has come to this moment, epoch milliseconds: what ends by time alone ends now.</summary>
    void Advance(long now);

    /// <summary>The picture at this moment, epoch milliseconds. The same folds and moment give the same picture.</summary>
    TPicture Snapshot(long now, TRequest request);
}

/// <summary>One Kafka message, valid during the call alone.</summary>
public readonly ref struct SceneInput
{
    /// <summary>Its topic, for scenes that read several.</summary>
    public required string Topic { get; init; }

    /// <summary>Its partition.</summary>
    public int Partition { get; init; }

    /// <summary>Its key; empty where it has none.</summary>
    public ReadOnlySpan<byte> Key { get; init; }

    /// <summary>Its value; empty for a tombstone.</summary>
    public required ReadOnlySpan<byte> Value { get; init; }

    /// <summary>Its Kafka timestamp, epoch milliseconds.</summary>
    public required long Time { get; init; }
}
