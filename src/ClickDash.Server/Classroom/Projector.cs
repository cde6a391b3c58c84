using System.Threading.Channels;
using ClickDash.Core.Wire;

namespace ClickDash.Server.Classroom;

/// <summary>
/// What one projector has not been told yet. One that falls behind is told the whole instead: it loses moments, never a
/// count. Used under the lock of <see cref="Phones"/>.
/// </summary>
internal sealed class Projector
{
    /// <summary>Between two news: as often as eyes tell apart.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // Half a second of a full hall tapping as fast as it may.
    private const int MostWaiting = 500;

    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(1);
    private readonly List<Dot> _waiting = [];
    private bool _isWhole;

    /// <summary>Ends once there is something to take.</summary>
    public ValueTask<bool> NewsAsync(CancellationToken cancellation) =>
        _bell.Reader.ReadAsync(cancellation);

    /// <summary>Tells what is new of a phone.</summary>
    public void Tell(Dot dot)
    {
        if (!_isWhole && _waiting.Count < MostWaiting)
        {
            _waiting.Add(dot);
            Ring();
        }
        else
        {
            TellWhole();
        }
    }

    /// <summary>Tells all phones the next time.</summary>
    public void TellWhole()
    {
        _isWhole = true;
        _waiting.Clear();
        Ring();
    }

    /// <summary>Takes what is waiting.</summary>
    public AudienceNews Take(int people, IEnumerable<Dot> all)
    {
        var news = new AudienceNews(
            _isWhole,
            people,
            _isWhole ? [.. all.OrderBy(dot => dot.Seat)] : [.. _waiting]
        );
        _isWhole = false;
        _waiting.Clear();
        return news;
    }

    private void Ring() => _bell.Writer.TryWrite(true);
}
