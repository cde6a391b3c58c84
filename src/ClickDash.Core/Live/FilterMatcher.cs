using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>Knows by a value's number whether it passes; each value's text is looked at once.</summary>
internal sealed class FilterMatcher(
    Dimension dimension,
    IReadOnlyList<ViewFilter> anyOf,
    ValueTable values
)
{
    private bool[] _passes = new bool[64];
    private int _known;

    public Dimension Dimension { get; } = dimension;

    /// <summary>Whether the value of a number passes.</summary>
    public bool Passes(int id)
    {
        if (id >= _known)
        {
            Learn(id);
        }

        return _passes[id];
    }

    private void Learn(int id)
    {
        if (id >= _passes.Length)
        {
            Array.Resize(ref _passes, Math.Max(id + 1, _passes.Length * 2));
        }

        for (; _known <= id; _known++)
        {
            var name = values.Name(_known);
            _passes[_known] = anyOf.Any(filter => filter.Matches(name));
        }
    }
}
