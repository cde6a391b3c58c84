using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClickDash.Scenes.Windows;

/// <summary>The wire's JSON, generated so that it trims into the browser.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(WindowsPicture))]
public sealed partial class WindowsJson : JsonSerializerContext;
