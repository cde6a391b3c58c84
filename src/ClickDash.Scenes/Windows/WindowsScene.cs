using ClickDash.Core.Formats;

namespace ClickDash.Scenes.Windows;

/// <summary>One stream of clicks in tumbling, hopping and session windows, by event time and by arrival.</summary>
public sealed class WindowsScene : IScene<WindowsRequest, WindowsPicture>
{
    private readonly WindowsFold _fold;
    private readonly Dictionary<string, IClickFormat> _formats;

    /// <param name="setup">Its topics, all of whose clicks are one stream, and how the windows are cut.</param>
    public WindowsScene(SceneSetup setup)
    {
        _fold = new WindowsFold(WindowsOptions.Read(setup.Options, out _));
        _formats = setup.Formats();
    }

    /// <summary>The scene.</summary>
    public static SceneKind<WindowsRequest, WindowsPicture> Kind { get; } =
        new SceneKind<WindowsRequest, WindowsPicture>
        {
            Name = "windows",
            Title = "Windows",
            About =
                "Tumbling, hopping and session windows over the clicks, by event time and by arrival; the watermark, and what comes too late for it.",
            Topics = [],
            // Two minutes and the longest delay at some five hundred clicks a second.
            Newest = 20_000,
            Check = options =>
            {
                WindowsOptions.Read(options, out var problems);
                return problems;
            },
            Ask = WindowsRequest.Ask,
            Make = setup => new WindowsScene(setup),
            Json = WindowsJson.Default.WindowsPicture,
        };

    /// <inheritdoc/>
    public void Record(in SceneInput message) =>
        _fold.Record(_formats[message.Topic], message.Key, message.Value, message.Time);

    /// <inheritdoc/>
    public void Advance(long now) => _fold.Advance(now);

    /// <inheritdoc/>
    public WindowsPicture Snapshot(long now, WindowsRequest request) =>
        _fold.Take(now, request.Delay);
}
