using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ClickDash.Scenes;

/// <summary>What there is to know of a scene without its types: its name, its topics, how it is made, asked and written.</summary>
public abstract class SceneKind
{
    /// <summary>Its name in addresses and settings: <c>values</c> is at <c>/values</c>, set under <c>ClickDash:Scenes:Values</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in a sentence.</summary>
    public required string About { get; init; }

    /// <summary>The topics that it reads unless the settings name others; empty for those of the clicks.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Whether each topic has a fold of its own, of which a viewer chooses one.</summary>
    public bool TopicByTopic { get; init; }

    /// <summary>How many of the newest messages of each partition are read at the beginning: what a picture needs of the past.</summary>
    public required int Newest { get; init; }

    /// <summary>What producers of its topics would send from one moment to another, for demonstrations; null for none.</summary>
    public SceneSimulation? Simulate { get; init; }

    /// <summary>What is wrong with its own settings: each a sentence on what was got and what is taken, without the setting's place.</summary>
    public Func<
        IReadOnlyDictionary<string, string>,
        IEnumerable<(string Option, string Problem)>
    > Check { get; init; } =
        options => options.Keys.Select(option => (option, "it takes no options"));

    /// <summary>Reads a request; on failure <paramref name="problem"/> says what was got and what is accepted.</summary>
    public abstract bool TryRead(
        IReadOnlyDictionary<string, string> parameters,
        [NotNullWhen(true)] out SceneRequest? request,
        [NotNullWhen(false)] out string? problem
    );

    /// <summary>Makes a fold that has seen nothing.</summary>
    public abstract SceneFold Create(SceneSetup setup);
}

/// <summary>What producers would send from one moment up to another (not included), both in epoch milliseconds; pure, so that a time always gives the same.</summary>
/// <param name="topic">One of the scene's topics.</param>
/// <param name="from">The first moment.</param>
/// <param name="to">The first moment after it all.</param>
public delegate IEnumerable<SimulatedMessage> SceneSimulation(string topic, long from, long to);

/// <summary>A message that a producer would send.</summary>
/// <param name="Time">When, epoch milliseconds.</param>
/// <param name="Key">Its key; null for none.</param>
/// <param name="Value">Its value as text.</param>
public sealed record SimulatedMessage(long Time, string? Key, string Value);

/// <summary>A fold without its types.</summary>
public abstract class SceneFold
{
    /// <inheritdoc cref="IScene{TRequest, TPicture}.Record"/>
    public abstract void Record(in SceneInput message);

    /// <inheritdoc cref="IScene{TRequest, TPicture}.Advance"/>
    public abstract void Advance(long now);

    /// <summary>The picture as UTF-8 JSON.</summary>
    public abstract byte[] Write(long now, SceneRequest request);

    /// <inheritdoc cref="ISceneWithWork.NextWork"/>
    public abstract object? NextWork(long now);

    /// <inheritdoc cref="ISceneWithWork.Finish"/>
    public abstract void Finish(object? result, long now);
}

/// <summary>A scene: one line in <see cref="SceneKinds"/> makes it known.</summary>
/// <typeparam name="TRequest">What a viewer can ask of it.</typeparam>
/// <typeparam name="TPicture">Its wire record.</typeparam>
public sealed class SceneKind<TRequest, TPicture> : SceneKind
    where TRequest : SceneRequest
{
    /// <summary>Reads what a viewer asks; what is wrong is told to the query.</summary>
    public required Func<SceneQuery, TRequest> Ask { get; init; }

    /// <summary>Makes the fold.</summary>
    public required Func<SceneSetup, IScene<TRequest, TPicture>> Make { get; init; }

    /// <summary>How its picture is written and read, from its own generated context.</summary>
    public required JsonTypeInfo<TPicture> Json { get; init; }

    /// <inheritdoc/>
    public override bool TryRead(
        IReadOnlyDictionary<string, string> parameters,
        [NotNullWhen(true)] out SceneRequest? request,
        [NotNullWhen(false)] out string? problem
    )
    {
        var query = new SceneQuery(parameters);
        var asked = Ask(query);
        request = TopicByTopic ? asked with { Topic = query.Text("topic") ?? asked.Topic } : asked;
        query.Close();
        problem = query.Problem;
        return problem is null;
    }

    /// <inheritdoc/>
    public override SceneFold Create(SceneSetup setup) => new Fold(Make(setup), Json);

    private sealed class Fold(IScene<TRequest, TPicture> scene, JsonTypeInfo<TPicture> json)
        : SceneFold
    {
        public override void Record(in SceneInput message) => scene.Record(message);

        public override void Advance(long now) => scene.Advance(now);

        public override byte[] Write(long now, SceneRequest request) =>
            JsonSerializer.SerializeToUtf8Bytes(scene.Snapshot(now, (TRequest)request), json);

        public override object? NextWork(long now) => (scene as ISceneWithWork)?.NextWork(now);

        public override void Finish(object? result, long now) =>
            (scene as ISceneWithWork)?.Finish(result, now);
    }
}
