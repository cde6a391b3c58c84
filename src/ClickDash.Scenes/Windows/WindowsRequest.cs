using System.Globalization;

namespace ClickDash.Scenes.Windows;

/// <summary>What a viewer asks of <c>/windows</c>.</summary>
public sealed record WindowsRequest : SceneRequest
{
    /// <summary>The watermark's delay in seconds: one of <see cref="WindowsOptions.Delays"/>.</summary>
    public int Delay { get; init; } = WindowsOptions.DefaultDelay;

    /// <summary>Reads it.</summary>
    public static WindowsRequest Ask(SceneQuery query)
    {
        var delay = query.Choice(
            "delay",
            Text(WindowsOptions.DefaultDelay),
            [.. WindowsOptions.Delays.Select(Text)]
        );
        return new WindowsRequest { Delay = int.Parse(delay, CultureInfo.InvariantCulture) };
    }

    private static string Text(int delay) => delay.ToString(CultureInfo.InvariantCulture);
}
