using System.Buffers;
using System.Text.Json;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Live;

/// <summary>Carries the prerendered pictures into the browser in the wire's own JSON, which survives trimming.</summary>
internal sealed class SnapshotCarrier : PersistentComponentStateSerializer<Snapshot[]>
{
    /// <inheritdoc/>
    public override void Persist(Snapshot[] value, IBufferWriter<byte> writer)
    {
        using var json = new Utf8JsonWriter(writer);
        json.WriteStartArray();
        foreach (var picture in value)
        {
            JsonSerializer.Serialize(json, picture, WireJson.Default.Snapshot);
        }

        json.WriteEndArray();
    }

    /// <inheritdoc/>
    public override Snapshot[] Restore(ReadOnlySequence<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        var pictures = new List<Snapshot>();
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            pictures.Add(JsonSerializer.Deserialize(ref reader, WireJson.Default.Snapshot)!);
        }

        return [.. pictures];
    }
}
