using System.Text.Json;
using System.Text.Json.Serialization;
using ClickDash.Core.Formats;

namespace ClickDash.Scenes.Together;

/// <summary>Pages that go together, by the sessions that saw them.</summary>
public sealed class TogetherScene(SceneSetup setup)
    : IScene<TogetherRequest, TogetherPicture>,
        ISceneWithWork
{
    private readonly TogetherFold _fold = new();
    private readonly Dictionary<string, IClickFormat> _formats = setup.Formats();

    /// <summary>The scene.</summary>
    public static SceneKind<TogetherRequest, TogetherPicture> Kind { get; } =
        new SceneKind<TogetherRequest, TogetherPicture>
        {
            Name = "together",
            Title = "Together",
            About =
                "Pages that go together: learnt from what visitors looked at, by matrix factorisation of implicit feedback.",
            Topics = [],
            // A million clicks in the usual four partitions: read in seconds, and learnt from in seconds.
            Newest = 250_000,
            Ask = query => new TogetherRequest { Page = query.Text("page") },
            Make = setup => new TogetherScene(setup),
            Json = TogetherJson.Default.TogetherPicture,
        };

    /// <inheritdoc/>
    public void Record(in SceneInput message) =>
        _fold.Record(_formats[message.Topic], message.Key, message.Value, message.Time);

    /// <inheritdoc/>
    public void Advance(long now)
    {
        // Nothing here ends by time alone.
    }

    /// <inheritdoc/>
    public TogetherPicture Snapshot(long now, TogetherRequest request) => _fold.Take(request.Page);

    /// <inheritdoc/>
    public object? NextWork(long now) => _fold.NextWork(now);

    /// <inheritdoc/>
    public void Finish(object? result, long now)
    {
        if (result is TogetherModel model)
        {
            _fold.Learn(model, now);
        }
        else
        {
            _fold.GiveUp(now);
        }
    }
}

/// <summary>What a viewer asks of <c>/together</c>.</summary>
public sealed record TogetherRequest : SceneRequest
{
    /// <summary>The page whose neighbours are looked at; null for the one that most sessions saw.</summary>
    public string? Page { get; init; }
}

/// <summary>The wire's JSON, generated so that it trims into the browser.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(TogetherPicture))]
public sealed partial class TogetherJson : JsonSerializerContext;
