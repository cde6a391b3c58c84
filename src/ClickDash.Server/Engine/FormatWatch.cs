using ClickDash.Core.Clicks;

namespace ClickDash.Server.Engine;

/// <summary>
/// Watches a topic's first messages: a preset that is not the topic's gives nothing but drops. Where none of them holds a click
/// they are handed over once, to be judged; with the first click all is well. Belongs to the thread of one reader; what it found may be asked by others.
/// </summary>
internal sealed class FormatWatch
{
    // As many as tell presets apart for certain, and few enough that a course's producer of one message every five seconds
    // is answered after four minutes.
    private const int Enough = 50;

    // Reached by a few large messages, which tell as much.
    private const int MostBytes = 512 * 1024;

    private List<byte[]>? _sample = [];
    private int _bytes;
    private volatile bool _hasClicks;
    private volatile string? _trouble;

    /// <summary>Which preset the topic needs, as sentences for people; null while nothing is wrong.</summary>
    public string? Trouble => _trouble;

    /// <summary>Whether a message held a click.</summary>
    public bool HasClicks => _hasClicks;

    /// <summary>Notes a message that was read.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="hasClick">Whether it held a click, counted or not.</param>
    public void Note(ReadOnlySpan<byte> value, bool hasClick)
    {
        if (hasClick)
        {
            if (!_hasClicks)
            {
                (_sample, _trouble, _hasClicks) = (null, null, true);
            }
        }
        else if (
            _sample is not null
            && !IsEnough(_sample)
            // A deletion's null and what is too large say nothing about a format.
            && value.Length is > 0 and <= Limits.MessageBytes
        )
        {
            _sample.Add(value.ToArray());
            _bytes += value.Length;
        }
    }

    /// <summary>The first messages, once there are enough of them and none held a click; null before and after.</summary>
    public IReadOnlyList<byte[]>? TakeSample()
    {
        if (_sample is null || !IsEnough(_sample))
        {
            return null;
        }

        var sample = _sample;
        _sample = null;
        return sample;
    }

    /// <summary>Says what was found wrong, until the first click.</summary>
    public void Tell(string trouble) => _trouble = trouble;

    private bool IsEnough(List<byte[]> sample) => sample.Count == Enough || _bytes >= MostBytes;
}
