using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClickDash.Scenes.Traffic;

/// <summary>Vehicles of the traffic monitoring use case.</summary>
/// <param name="options">Its points of interest, and what little fuel is.</param>
public sealed class TrafficScene(TrafficOptions options) : IScene<TrafficRequest, TrafficPicture>
{
    private readonly TrafficFold _fold = new(options);

    /// <summary>The scene.</summary>
    public static SceneKind<TrafficRequest, TrafficPicture> Kind { get; } =
        new SceneKind<TrafficRequest, TrafficPicture>
        {
            Name = "traffic",
            Title = "Traffic",
            About =
                "Vehicles on their routes: totals, windows of 30 s that slide by 10 s, who is near a point of interest, speed and fuel, on a map.",
            Topics = ["iot-data-event"],
            // The longest picture is of three minutes; a batch of the use case's producer is 500.
            Newest = 20_000,
            Check = options =>
            {
                TrafficOptions.Read(options, out var problems);
                return problems;
            },
            Simulate = (_, from, to) =>
                Fleet
                    .Between(from, to)
                    .Select(one => new SimulatedMessage(one.Time, Key: null, one.Value)),
            Ask = _ => new TrafficRequest(),
            Make = setup => new TrafficScene(TrafficOptions.Read(setup.Options, out _)),
            Json = TrafficJson.Default.TrafficPicture,
        };

    /// <inheritdoc/>
    public void Record(in SceneInput message) => _fold.Record(message.Value, message.Time);

    /// <inheritdoc/>
    public void Advance(long now) => _fold.Advance(now);

    /// <inheritdoc/>
    public TrafficPicture Snapshot(long now, TrafficRequest request) => _fold.Take(now);
}

/// <summary>What a viewer asks of <c>/traffic</c>: nothing, everybody sees the same.</summary>
public sealed record TrafficRequest : SceneRequest;

/// <summary>The wire's JSON, generated so that it trims into the browser.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(TrafficPicture))]
public sealed partial class TrafficJson : JsonSerializerContext;
