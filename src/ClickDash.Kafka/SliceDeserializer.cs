using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>Copies a key or value into a buffer that is used again and again, so that no array is made for each.</summary>
internal sealed class SliceDeserializer(bool keeps = true) : IDeserializer<Slice>
{
    // One message of 900 KB must not hold its memory for ever.
    private const int LargestKept = 64 * 1024;

    private byte[] _buffer = new byte[1024];
    private int _length;

    /// <summary>One that keeps nothing.</summary>
    public static SliceDeserializer Ignoring { get; } = new(keeps: false);

    /// <summary>What came last.</summary>
    public ReadOnlySpan<byte> Last => _buffer.AsSpan(0, _length);

    /// <summary>Whether that was null.</summary>
    public bool IsNull { get; private set; }

    public Slice Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        if (!keeps)
        {
            return default;
        }

        if (data.Length > _buffer.Length || (_buffer.Length > LargestKept && data.Length < 1024))
        {
            _buffer = new byte[Math.Max(data.Length, 1024)];
        }

        data.CopyTo(_buffer);
        (_length, IsNull) = (data.Length, isNull);
        return default;
    }
}
