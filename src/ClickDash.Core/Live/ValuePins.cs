using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>Which values of a dimension must stay named, because somebody watches them.</summary>
/// <param name="most">How many.</param>
internal sealed class ValuePins(int most)
{
    private readonly Dictionary<string, Pin> _pins = new(StringComparer.Ordinal);
    private readonly HashSet<int> _ids = [];
    private readonly List<string> _waiting = [];

    /// <summary>Those that have no number yet.</summary>
    public IReadOnlyList<string> Waiting => _waiting;

    /// <summary>Pins a value; as often as it is unpinned.</summary>
    /// <returns>False where as many are pinned as can be.</returns>
    public bool Add(string text)
    {
        if (_pins.TryGetValue(text, out var pin))
        {
            _pins[text] = pin with { Times = pin.Times + 1 };
            return true;
        }

        if (_pins.Count == most)
        {
            return false;
        }

        _pins.Add(text, new Pin(Times: 1, Id: -1));
        _waiting.Add(text);
        return true;
    }

    /// <summary>Undoes one <see cref="Add"/> that was not refused.</summary>
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

    /// <summary>The number of a value that waited.</summary>
    public void Put(string text, int id)
    {
        _waiting.Remove(text);
        _pins[text] = _pins[text] with { Id = id };
        _ids.Add(id);
    }

    /// <summary>Whether a number's value is pinned.</summary>
    public bool Has(int id) => _ids.Contains(id);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Pin(int Times, int Id);
}
