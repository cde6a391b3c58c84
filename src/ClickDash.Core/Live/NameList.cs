namespace ClickDash.Core.Live;

/// <summary>
/// The values by their numbers, and snapshots of them: what is appended is shared with the snapshots before, since they know
/// their length; the first one that changes after a snapshot makes a copy.
/// </summary>
internal sealed class NameList
{
    private Value[] _values = new Value[64];
    private int _shared;
    private ValueNames? _snapshot;

    /// <summary>How many numbers are given out.</summary>
    public int Count { get; private set; }

    public Value this[int id]
    {
        get => _values[id];
        set
        {
            if (id < _shared)
            {
                _values = (Value[])_values.Clone();
                _shared = 0;
            }

            _snapshot = null;
            _values[id] = value;
        }
    }

    /// <summary>Gives out the next number.</summary>
    public void Add(Value value)
    {
        if (Count == _values.Length)
        {
            Array.Resize(ref _values, Count * 2);
            _shared = 0;
        }

        _snapshot = null;
        _values[Count++] = value;
    }

    /// <summary>The names as they are now.</summary>
    public ValueNames Snapshot()
    {
        _shared = Count;
        return _snapshot ??= new ValueNames(_values, Count);
    }
}
