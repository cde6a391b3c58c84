using System.Runtime.InteropServices;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// Numbers of values that outlive their eviction: what waits to be stored keeps its names, whatever a table does with theirs. The
/// first two stand for none and other, as everywhere.
/// </summary>
internal sealed class PendingNames
{
    private readonly Names[] _names =
    [
        .. Enumerable.Range(0, Dimensions.Count).Select(_ => new Names()),
    ];

    /// <summary>The value that one of its numbers stands for.</summary>
    public string Name(Dimension dimension, int id) => _names[(int)dimension].Texts[id];

    /// <summary>Its own key for a key of a value that has a name now.</summary>
    public int Key(int key, IReadOnlyList<ValueNames> names)
    {
        var dimension = CountTable.DimensionOf(key);
        return CountTable.Key(
            dimension,
            _names[(int)dimension].Id(CountTable.Id(key), names[(int)dimension])
        );
    }

    /// <summary>Its own key for another's.</summary>
    public int Key(int key, PendingNames other)
    {
        var dimension = CountTable.DimensionOf(key);
        var name = other.Name(dimension, CountTable.Id(key));
        return CountTable.Key(dimension, _names[(int)dimension].Id(name));
    }

    private sealed class Names
    {
        private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
        private Known[] _known = [];

        public Names()
        {
            Id("(none)");
            Id("(other)");
        }

        public List<string> Texts { get; } = [];

        public int Id(int id, ValueNames names)
        {
            if (id >= _known.Length)
            {
                Array.Resize(ref _known, Math.Max(id + 1, _known.Length * 2));
            }

            ref var known = ref _known[id];
            var value = names.At(id);
            if (!ReferenceEquals(known.Value, value))
            {
                known = new Known(value, Id(value.Name));
            }

            return known.Id;
        }

        public int Id(string name)
        {
            if (!_ids.TryGetValue(name, out var id))
            {
                id = Texts.Count;
                _ids.Add(name, id);
                Texts.Add(name);
            }

            return id;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Known(Value Value, int Id);
}
