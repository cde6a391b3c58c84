using System.Text.Json;

namespace ClickDash.EndToEnd.Browsing;

/// <summary>Reads something again and again until it is right, as an impatient user reloads.</summary>
internal static class Poll
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The first reading that is right.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="isRight">Judges it.</param>
    /// <param name="what">What is waited for, for the failure's message.</param>
    public static async Task<T> UntilAsync<T>(
        Func<Task<T>> read,
        Func<T, bool> isRight,
        string what
    )
    {
        using var end = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(Pause);
        while (true)
        {
            var value = await read();
            if (isRight(value))
            {
                return value;
            }

            if (end.IsCancellationRequested)
            {
                Assert.Fail(
                    $"Waited {Patience.TotalSeconds:0} s for {what}; the last was {JsonSerializer.Serialize(value)}"
                );
            }

            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
