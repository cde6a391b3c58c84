namespace ClickDash.Scenes;

/// <summary>
/// A scene with work that takes longer than a tick may. The host does it beside the ticks, one piece at a time, and gives
/// back what came of it. Both calls are among those of one caller at a time.
/// </summary>
public interface ISceneWithWork
{
    /// <summary>What is to be worked on, which nobody changes any more; null for nothing now.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    object? NextWork(long now);

    /// <summary>Takes what came of the last piece.</summary>
    /// <param name="result">The result; null where the work failed.</param>
    /// <param name="now">Epoch milliseconds.</param>
    void Finish(object? result, long now);
}
