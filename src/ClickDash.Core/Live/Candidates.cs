using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>
/// Which values are frequent among those that found no room: counters that are never too high and, of all clicks counted,
/// too low by at most one part in as many as values are looked for (Misra and Gries 1982; with room for twice as many counters
/// the lower half goes at once, so that a click costs one probe: Anderson et al. 2017, "A high-performance algorithm for
/// identifying frequent items in data streams"). Texts are kept beside the counters in one array.
/// </summary>
/// <param name="most">How many values are looked for.</param>
internal sealed class Candidates(int most)
{
    // Paths are some forty bytes long; ten thousand of the longest there are take 40 MB, as long as such a flood lasts.
    private const int UsualBytes = 64;

    private readonly int _most = Math.Max(2 * most, 16);
    private Counter[] _counters = [];
    private int[] _places = [];
    private byte[] _texts = [];
    private long[] _sorted = [];
    private int _shift;
    private int _textsEnd;

    /// <summary>How many values are counted.</summary>
    public int Count { get; private set; }

    /// <summary>The counters.</summary>
    public ReadOnlySpan<Counter> Counters => _counters.AsSpan(0, Count);

    /// <summary>A counter's text.</summary>
    public ReadOnlySpan<byte> Text(in Counter counter) =>
        _texts.AsSpan(counter.Start, counter.Length);

    /// <summary>Counts clicks of a value.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="text">Its text.</param>
    /// <param name="clicks">How many, at least 1.</param>
    public void Add(ulong hash, ReadOnlySpan<byte> text, long clicks)
    {
        if (_places.Length == 0)
        {
            Allocate();
        }

        var place = Place(hash, text);
        if (_places[place] != 0)
        {
            _counters[_places[place] - 1].Clicks += clicks;
            return;
        }

        if (Count == _most)
        {
            HalveAll();
            place = Place(hash, text);
        }

        _counters[Count] = new Counter(hash, clicks, Keep(text), text.Length);
        _places[place] = ++Count;
    }

    /// <summary>Forgets all, and gives back what a flood of long texts took.</summary>
    public void Clear()
    {
        if (Count == 0)
        {
            return;
        }

        Array.Clear(_places);
        if (_texts.Length > 2 * _most * UsualBytes && _textsEnd < _texts.Length / 4)
        {
            _texts = new byte[_texts.Length / 2];
        }

        (Count, _textsEnd) = (0, 0);
    }

    private void Allocate()
    {
        var bits = 1;
        while (1 << bits < 2 * _most)
        {
            bits++;
        }

        (_places, _shift) = (new int[1 << bits], 64 - bits);
        (_counters, _sorted) = (new Counter[_most], new long[_most]);
        _texts = new byte[Math.Min(_most, 1024) * UsualBytes];
    }

    /// <summary>The place of a text, or the empty one where it belongs.</summary>
    private int Place(ulong hash, ReadOnlySpan<byte> text)
    {
        for (var i = (int)(hash >> _shift); ; i = (i + 1) & (_places.Length - 1))
        {
            if (_places[i] == 0)
            {
                return i;
            }

            ref readonly var counter = ref _counters[_places[i] - 1];
            if (counter.Hash == hash && text.SequenceEqual(Text(counter)))
            {
                return i;
            }
        }
    }

    private int Keep(ReadOnlySpan<byte> text)
    {
        if (_textsEnd + text.Length > _texts.Length)
        {
            Array.Resize(ref _texts, Math.Max(_texts.Length * 2, _textsEnd + text.Length));
        }

        text.CopyTo(_texts.AsSpan(_textsEnd));
        _textsEnd += text.Length;
        return _textsEnd - text.Length;
    }

    /// <summary>Takes the median off all counters; those of which nothing is left go.</summary>
    private void HalveAll()
    {
        for (var i = 0; i < _sorted.Length; i++)
        {
            _sorted[i] = _counters[i].Clicks;
        }

        Array.Sort(_sorted);
        var median = _sorted[_sorted.Length / 2];
        Array.Clear(_places);
        var (kept, end) = (0, 0);
        for (var i = 0; i < Count; i++)
        {
            var counter = _counters[i];
            if (counter.Clicks <= median)
            {
                continue;
            }

            // Texts stand in the order of their counters: what stays moves to the front.
            var text = Text(counter);
            text.CopyTo(_texts.AsSpan(end));
            _counters[kept] = counter with { Clicks = counter.Clicks - median, Start = end };
            end += counter.Length;
            var place = (int)(counter.Hash >> _shift);
            while (_places[place] != 0)
            {
                place = (place + 1) & (_places.Length - 1);
            }

            _places[place] = ++kept;
        }

        (Count, _textsEnd) = (kept, end);
    }

    /// <summary>How many clicks of a value were counted, at least, and where its text is.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal record struct Counter(ulong Hash, long Clicks, int Start, int Length);
}
