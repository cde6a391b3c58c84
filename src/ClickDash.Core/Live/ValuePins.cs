using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>Which values of a dimension must stay named, because somebody watches them. Those for whom there is no pin wait for one.</summary>
/// <param name="most">How many pins there are.</param>
internal sealed class ValuePins(int most)
{
    private readonly Dictionary<string, Pin> _pins = new(StringComparer.Ordinal);
    private readonly HashSet<int> _ids = [];
    private readonly List<string> _waiting = [];

    /// <summary>Those that have no pin yet, the longest first.</summary>
    public IReadOnlyList<string> Waiting => _waiting;

    /// <summary>Whether there is no pin left.</summary>
    public bool IsFull => _ids.Count >= most;

    /// <summary>Asks for a value to stay named; as often as <see cref="Remove"/>.</summary>
    public void Add(string text)
    {
        if (!_pins.TryGetValue(text, out var pin))
        {
            pin = new Pin(Times: 0, Id: -1);
            _waiting.Add(text);
        }

        _pins[text] = pin with { Times = pin.Times + 1 };
    }

    /// <summary>Undoes one <see cref="Add"/>.</summary>
    public void Remove(string text)
    {
        if (!_pins.TryGetValue(text, out var pin))
        {
            return;
        }

        if (pin.Times > 1)
        {
            _pins[text] = pin with { Times = pin.Times - 1 };
            return;
        }

        _pins.Remove(text);
        _ids.Remove(pin.Id);
        _waiting.Remove(text);
    }

    /// <summary>Pins the number of a value that waited.</summary>
    public void Put(string text, int id)
    {
        _waiting.Remove(text);
        _pins[text] = _pins[text] with { Id = id };
        _ids.Add(id);
    }

    /// <summary>Whether a number's value is pinned.</summary>
    public bool Has(int id) => _ids.Count > 0 && _ids.Contains(id);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Pin(int Times, int Id);
}
