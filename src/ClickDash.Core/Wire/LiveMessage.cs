using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClickDash.Core.Wire;

/// <summary>
/// One item of the hub's stream: a <see cref="Wire.Snapshot"/> or a <see cref="Wire.Frame"/>, in JSON the bare object. A server
/// writes it once for all who watch the view, as <see cref="Json"/>.
/// </summary>
[JsonConverter(typeof(LiveMessageConverter))]
public sealed class LiveMessage
{
    /// <summary>A message that holds a whole picture.</summary>
    public LiveMessage(Snapshot snapshot)
        : this(
            snapshot,
            frame: null,
            JsonSerializer.SerializeToUtf8Bytes(snapshot, WireJson.Default.Snapshot)
        ) { }

    /// <summary>A message that holds what changed.</summary>
    public LiveMessage(Frame frame)
        : this(
            snapshot: null,
            frame,
            JsonSerializer.SerializeToUtf8Bytes(frame, WireJson.Default.Frame)
        ) { }

    internal LiveMessage(Snapshot? snapshot, Frame? frame, byte[] json) =>
        (Snapshot, Frame, Json) = (snapshot, frame, json);

    /// <summary>The whole picture, or null.</summary>
    public Snapshot? Snapshot { get; }

    /// <summary>What changed, or null.</summary>
    public Frame? Frame { get; }

    /// <summary>The message as UTF-8 JSON; empty on the side that received it.</summary>
    public ReadOnlyMemory<byte> Json { get; }
}

/// <summary>Tells the two kinds apart by the member that only one of them has.</summary>
internal sealed class LiveMessageConverter : JsonConverter<LiveMessage>
{
    public override LiveMessage Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        return IsSnapshot(reader)
            ? new LiveMessage(
                JsonSerializer.Deserialize(ref reader, WireJson.Default.Snapshot),
                frame: null,
                []
            )
            : new LiveMessage(
                snapshot: null,
                JsonSerializer.Deserialize(ref reader, WireJson.Default.Frame),
                []
            );
    }

    public override void Write(
        Utf8JsonWriter writer,
        LiveMessage value,
        JsonSerializerOptions options
    ) => writer.WriteRawValue(value.Json.Span, skipInputValidation: true);

    private static bool IsSnapshot(Utf8JsonReader ahead)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (ahead.ValueTextEquals("view"u8))
            {
                return true;
            }

            if (ahead.ValueTextEquals("changed"u8))
            {
                return false;
            }

            ahead.Read();
            ahead.Skip();
        }

        throw new JsonException(
            "Neither a snapshot nor a frame: it has no 'view' and no 'changed'."
        );
    }
}
