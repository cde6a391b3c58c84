using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClickDash.Core.Wire;

/// <summary>The one contract of hub and REST, generated at build time so that it trims into the browser.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(ViewRequest))]
[JsonSerializable(typeof(LiveMessage))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(Frame))]
[JsonSerializable(typeof(Totals))]
[JsonSerializable(typeof(Stage))]
[JsonSerializable(typeof(StageChange))]
[JsonSerializable(typeof(Mark[]))]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(AudienceNews))]
[JsonSerializable(typeof(DeskOrder))]
[JsonSerializable(typeof(DeskState))]
[JsonSerializable(typeof(JoinInfo))]
[JsonSerializable(typeof(JoinedPhone))]
[JsonSerializable(typeof(TapRequest))]
[JsonSerializable(typeof(TapAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ViewAudience>))]
public sealed partial class WireJson : JsonSerializerContext;
