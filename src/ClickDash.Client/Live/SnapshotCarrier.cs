using System.Buffers;
using System.Text.Json;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Live;

/// <summary>Carries the prerendered picture into the browser in the wire's own JSON, which survives trimming.</summary>
internal sealed class SnapshotCarrier : PersistentComponentStateSerializer<Snapshot>
{
    /// <inheritdoc/>
    public override void Persist(Snapshot value, IBufferWriter<byte> writer)
    {
        using var json = new Utf8JsonWriter(writer);
        JsonSerializer.Serialize(json, value, WireJson.Default.Snapshot);
    }

    /// <inheritdoc/>
    public override Snapshot Restore(ReadOnlySequence<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        return JsonSerializer.Deserialize(ref reader, WireJson.Default.Snapshot)!;
    }
}
