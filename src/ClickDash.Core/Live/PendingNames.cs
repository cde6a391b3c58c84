using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>
/// The numbers of values in what waits to be stored. The same value has one number here whatever number it had when it was
/// counted; the first two stand for none and other, as everywhere.
/// </summary>
internal sealed class PendingNames
{
    // What waits is written every two seconds. A day that the store cannot be written takes 20 MB a dimension at most.
    private const int MaxNames = 200_000;

    private readonly Dimensioned[] _dimensions =
    [
        .. Enumerable.Range(0, Dimensions.Count).Select(_ => new Dimensioned()),
    ];

    /// <summary>The value of a number.</summary>
    public string Name(Dimension dimension, int id) => _dimensions[(int)dimension].Names[id];

    /// <summary>Turns somebody else's key of a value into this one's.</summary>
    /// <param name="key">The key, as <see cref="CountTable.Key"/> packs it.</param>
    /// <param name="name">The value that a number of theirs stands for at this moment.</param>
    public int Key(int key, Func<Dimension, int, string> name)
    {
        var id = CountTable.Id(key);
        if (id <= ValueTable.Other)
        {
            return key;
        }

        var dimension = CountTable.DimensionOf(key);
        return CountTable.Key(dimension, _dimensions[(int)dimension].Id(id, name(dimension, id)));
    }

    private sealed class Dimensioned
    {
        private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal)
        {
            ["(none)"] = ValueTable.None,
            ["(other)"] = ValueTable.Other,
        };

        // By their number: ours. It holds as long as their number gives the very same text, which one look tells.
        private int[] _known = [];

        public List<string> Names { get; } = ["(none)", "(other)"];

        public int Id(int theirs, string name)
        {
            if (
                theirs < _known.Length
                && _known[theirs] is > ValueTable.Other and var known
                && ReferenceEquals(Names[known], name)
            )
            {
                return known;
            }

            if (!_ids.TryGetValue(name, out var id))
            {
                if (Names.Count >= MaxNames)
                {
                    return ValueTable.Other;
                }

                id = Names.Count;
                Names.Add(name);
                _ids.Add(name, id);
            }

            if (theirs >= _known.Length)
            {
                Array.Resize(ref _known, Math.Max(theirs + 1, _known.Length * 2));
            }

            _known[theirs] = id;
            return id;
        }
    }
}
