using System.Runtime.CompilerServices;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// The values of a batch's clicks, each once with its text: most clicks have values that others of the batch have too, so the
/// reader copies and the aggregator looks up each value once a batch. Belongs to who has the batch.
/// </summary>
public sealed class BatchValues
{
    // What a usual poll needs; larger ones grow it.
    private const int FirstText = 1 << 16;
    private const int FirstValues = 1024;

    // One batch of 900 KB messages must not hold its memory for ever.
    private const int LargestKeptText = 16 << 20;

    private ValueRow[] _values = new ValueRow[FirstValues];
    private int[] _numbers = new int[FirstValues];

    // Open addressing with linear probing, at most half full: a value's index and one more; 0 for none.
    private int[] _places = new int[2 * FirstValues];
    private byte[] _text = new byte[FirstText];
    private int _count;
    private int _textLength;

    /// <summary>A value by its index.</summary>
    public ref readonly ValueRow this[int index] => ref _values[index];

    /// <summary>A value's text in UTF-8.</summary>
    public ReadOnlySpan<byte> Text(in ValueRow value) => _text.AsSpan(value.Position, value.Length);

    /// <summary>The number that the aggregator gave a value; 0 until it does.</summary>
    internal ref int Number(int index) => ref _numbers[index];

    /// <summary>The index of a value, which is added where the batch does not have it yet.</summary>
    /// <param name="dimension">Its dimension.</param>
    /// <param name="hash">Its text's <see cref="ValueTable.Hash"/>.</param>
    /// <param name="text">Its text, which is copied.</param>
    internal int Add(Dimension dimension, ulong hash, ReadOnlySpan<byte> text)
    {
        var mask = _places.Length - 1;
        var place = (int)hash & mask;
        for (; _places[place] is not 0 and var found; place = (place + 1) & mask)
        {
            ref readonly var value = ref _values[found - 1];
            if (
                value.Hash == hash
                && value.Dimension == dimension
                && text.SequenceEqual(Text(value))
            )
            {
                return found - 1;
            }
        }

        return AddNew(dimension, hash, text, place);
    }

    /// <summary>Forgets all.</summary>
    internal void Clear()
    {
        if (_count > 0)
        {
            Array.Clear(_places);
            Array.Clear(_numbers, 0, _count);
        }

        _count = _textLength = 0;
        if (_text.Length > LargestKeptText)
        {
            _text = new byte[FirstText];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int AddNew(Dimension dimension, ulong hash, ReadOnlySpan<byte> text, int place)
    {
        if (_count == _values.Length)
        {
            Grow();
            place = Vacant(hash);
        }

        var end = _textLength + text.Length;
        if (end > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(end, _text.Length * 2));
        }

        text.CopyTo(_text.AsSpan(_textLength));
        _values[_count] = new ValueRow(hash, _textLength, text.Length, dimension);
        _textLength = end;
        _places[place] = _count + 1;
        return _count++;
    }

    private void Grow()
    {
        Array.Resize(ref _values, 2 * _count);
        Array.Resize(ref _numbers, 2 * _count);
        _places = new int[2 * _places.Length];
        for (var i = 0; i < _count; i++)
        {
            _places[Vacant(_values[i].Hash)] = i + 1;
        }
    }

    private int Vacant(ulong hash)
    {
        var mask = _places.Length - 1;
        var place = (int)hash & mask;
        while (_places[place] != 0)
        {
            place = (place + 1) & mask;
        }

        return place;
    }
}
