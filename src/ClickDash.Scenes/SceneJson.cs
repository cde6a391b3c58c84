using System.Text.Json;
using System.Text.Json.Serialization;
using ClickDash.Scenes.Windows;

namespace ClickDash.Scenes;

/// <summary>The scenes' part of the contract of hub and REST, generated at build time so that it trims into the browser.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(SceneMessage))]
[JsonSerializable(typeof(SceneStatus))]
[JsonSerializable(typeof(SceneEntry[]))]
[JsonSerializable(typeof(LateClicks))]
[JsonSerializable(typeof(Dictionary<string, string>))]
public sealed partial class SceneJson : JsonSerializerContext;
