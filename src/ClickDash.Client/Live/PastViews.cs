using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>
/// A page's pictures of a moment of the past, out of the store: one moment after the other where it is played. Belongs to
/// the one thread that renders.
/// </summary>
public sealed class PastViews(IHistoryFeed history) : IDisposable
{
    /// <summary>How many seconds of the past are played in one.</summary>
    public const int Speed = 5;

    /// <summary>How far back an instant replay begins: the last minutes, as far as one remembers having looked.</summary>
    public static readonly TimeSpan ReplayLength = TimeSpan.FromMinutes(3);

    // Single seconds are stored for two hours; a little less, so that the window has not moved on when the question arrives.
    private static readonly TimeSpan BySecond = TimeSpan.FromMinutes(118);

    private const int ShortestByMinute = 3600;

    private readonly Dictionary<Dimension, Snapshot> beside = [];
    private CancellationTokenSource asking = new();

    /// <summary>The end of what is shown, in epoch milliseconds; null while the page is live.</summary>
    public long? At { get; private set; }

    /// <summary>Whether it goes on by itself.</summary>
    public bool IsPlaying { get; set; }

    /// <summary>The chosen view's picture; null before it is there.</summary>
    public Snapshot? Picture { get; private set; }

    /// <summary>Why there is no picture; empty where nothing is wrong.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The picture split by another dimension; null where there is none.</summary>
    public Snapshot? Beside(Dimension split) => beside.GetValueOrDefault(split);

    /// <summary>Shows a moment. What is shown stays until its pictures are there.</summary>
    /// <param name="view">The chosen view.</param>
    /// <param name="splits">The dimensions of the lists beside it.</param>
    /// <param name="at">The moment, in epoch milliseconds.</param>
    /// <param name="now">The moment of now.</param>
    public async Task ShowAsync(View view, IReadOnlyCollection<Dimension> splits, long at, long now)
    {
        await asking.CancelAsync();
        asking.Dispose();
        asking = new CancellationTokenSource();
        var token = asking.Token;
        At = at;
        var (picture, problem) = await AskAsync(view, at, now, token);
        if (token.IsCancellationRequested)
        {
            return;
        }

        (Picture, Problem) = (picture, problem);
        foreach (var split in splits)
        {
            if (
                await AskAsync(LiveViews.Side(view, split), at, now, token) is { Picture: { } side }
                && !token.IsCancellationRequested
            )
            {
                beside[split] = side;
            }
        }
    }

    /// <summary>Back to live.</summary>
    public void Leave()
    {
        asking.Cancel();
        (At, Picture, Problem, IsPlaying) = (null, null, "", false);
        beside.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        asking.Cancel();
        asking.Dispose();
    }

    private async Task<(Snapshot? Picture, string Problem)> AskAsync(
        View view,
        long at,
        long now,
        CancellationToken token
    )
    {
        var window = view.Window * 1000L;
        var isLive = now - (at - window) <= BySecond.TotalMilliseconds;
        var step = isLive ? view.Step : 60_000;
        var length = isLive ? window : Math.Max(window, ShortestByMinute * 1000L);
        var end = (at + step - 1) / step * step;
        var (picture, problem) = await history.ReadAsync(
            view,
            end - length,
            end,
            (int)(step / 1000),
            token
        );
        // Its own moment, from which panels count back.
        return (picture is null ? null : picture with { Now = Math.Min(end - 1, now) }, problem);
    }
}
