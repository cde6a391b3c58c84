using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ClickDash.Core.Wire;
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
public sealed partial class SceneJson : JsonSerializerContext
{
    /// <summary>Adds the whole contract, with <see cref="WireJson"/>, to what a client of the hub reads and writes.</summary>
    public static void AddContract(IList<IJsonTypeInfoResolver> chain)
    {
        chain.Insert(0, WireJson.Default);
        chain.Insert(1, Default);
    }
}
