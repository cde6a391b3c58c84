namespace ClickDash.Scenes;

/// <summary>What a viewer asks of a scene: a record, so that equal ones are computed once for all who watch.</summary>
public abstract record SceneRequest
{
    /// <summary>The one topic that is looked at, where the scene has a fold for each; null for the first.</summary>
    public string? Topic { get; init; }
}
