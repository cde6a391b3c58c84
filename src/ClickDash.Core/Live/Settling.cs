namespace ClickDash.Core.Live;

/// <summary>
/// How long after its end a second is kept open: the 99th percentile of the delay from click to message, between a quarter
/// of a second and five. Older delays count half as much every minute.
/// </summary>
internal sealed class Settling
{
    public const int Shortest = 250;
    public const int Longest = 5000;
    private const int BinMilliseconds = 50;
    private const int HalfLife = 60_000;

    private readonly long[] _bins = new long[Longest / BinMilliseconds + 1];
    private long _halvedAt;

    /// <summary>The time in milliseconds, as of the last <see cref="Update"/>.</summary>
    public long Milliseconds { get; private set; } = Shortest;

    /// <summary>Notes one click's delay in milliseconds.</summary>
    public void Record(long delay) => _bins[Math.Clamp(delay, 0, Longest) / BinMilliseconds]++;

    /// <summary>Takes the delays seen so far into account.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void Update(long now)
    {
        if (now - _halvedAt >= HalfLife)
        {
            _halvedAt = now;
            for (var i = 0; i < _bins.Length; i++)
            {
                _bins[i] /= 2;
            }
        }

        var beyond = _bins.Sum() / 100;
        var bin = _bins.Length - 1;
        while (bin > 0 && (beyond -= _bins[bin]) >= 0)
        {
            bin--;
        }

        Milliseconds = Math.Clamp((bin + 1L) * BinMilliseconds, Shortest, Longest);
    }
}
