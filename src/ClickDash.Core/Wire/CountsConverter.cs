using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClickDash.Core.Wire;

/// <summary>
/// Writes counts by bucket as a JSON array, all in one go: a whole picture has up to two million of them, most of one digit.
/// </summary>
internal sealed class CountsConverter : JsonConverter<long?[]>
{
    // A sign, nineteen digits and a comma.
    private const int Longest = 21;

    public override long?[] Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Counts are an array.");
        }

        var counts = new List<long?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            counts.Add(reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64());
        }

        return [.. counts];
    }

    public override void Write(Utf8JsonWriter writer, long?[] value, JsonSerializerOptions options)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(value.Length * Longest + 2);
        var length = 0;
        bytes[length++] = (byte)'[';
        foreach (var count in value)
        {
            if (length > 1)
            {
                bytes[length++] = (byte)',';
            }

            length += Write(count, bytes.AsSpan(length));
        }

        bytes[length++] = (byte)']';
        writer.WriteRawValue(bytes.AsSpan(0, length), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private static int Write(long? count, Span<byte> bytes)
    {
        switch (count)
        {
            case null:
                "null"u8.CopyTo(bytes);
                return 4;
            case >= 0 and < 10:
                bytes[0] = (byte)('0' + count.GetValueOrDefault());
                return 1;
            default:
                count.GetValueOrDefault().TryFormat(bytes, out var length);
                return length;
        }
    }
}
