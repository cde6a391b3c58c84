using System.Text;

namespace ClickDash.Core.Live;

/// <summary>
/// Interns one dimension's values: the same text always gives the same small integer, until it is evicted. It names a bounded
/// number of values. While there is room a value is named at its first click; later ones are <c>(other)</c> and counted, and
/// once a second the liveliest of them take the places of the least lively (<see cref="ValueContest"/>). One thread interns;
/// others read <see cref="Names"/>.
/// </summary>
public sealed class ValueTable
{
    /// <summary>The number of an absent value, shown as <c>(none)</c>.</summary>
    public const int None = 0;

    /// <summary>The number of every value that is not named, shown as <c>(other)</c>.</summary>
    public const int Other = 1;

    // The first two numbers are no value's.
    private const int First = 2;

    private readonly int _most;
    private readonly ValueHash _hash;
    private readonly Func<long> _nextClick;
    private readonly SlotTable _slots = new();
    private readonly NameList _names = new();
    private readonly Stack<int> _free = [];
    private readonly ValueContest? _contest;

    /// <param name="most">How many values are named, besides <c>(none)</c> and <c>(other)</c>.</param>
    public ValueTable(int most)
        : this(most, ages: true, ValueHash.OfProcess, static () => 0) { }

    /// <param name="most">As above.</param>
    /// <param name="ages">Whether values are evicted; a dimension of few values can keep them all.</param>
    /// <param name="hash">How texts are hashed.</param>
    /// <param name="nextClick">Gives the number that the log's next click gets.</param>
    internal ValueTable(int most, bool ages, ValueHash hash, Func<long> nextClick)
    {
        (_most, _hash, _nextClick) = (most + First, hash, nextClick);
        Name("(none)"u8, None);
        Name("(other)"u8, Other);
        _contest = ages ? new ValueContest(this, most) : null;
    }

    /// <summary>How many numbers are given out.</summary>
    public int Count => _names.Count;

    /// <summary>How many values are named.</summary>
    public int Named => _names.Count - First - _free.Count;

    /// <summary>How many clicks were <c>(other)</c> because there was no room to name their value.</summary>
    public long Unnamed { get; private set; }

    /// <summary>The numbers in the order of their hashes.</summary>
    internal IEnumerable<int> Order => _slots.Order;

    /// <summary>What evicts; null where nothing is evicted.</summary>
    internal ValueContest? Contest => _contest;

    internal int Free => _most - _names.Count + _free.Count;

    /// <summary>A text's hash, for <see cref="Intern(ulong, ReadOnlySpan{byte}, long)"/>: the same for all tables of this process.</summary>
    public static ulong Hash(ReadOnlySpan<byte> text) => ValueHash.OfProcess.Of(text);

    /// <summary>The value's number; <see cref="None"/> for an empty text.</summary>
    public int Intern(ReadOnlySpan<byte> text) => Intern(_hash.Of(text), text);

    /// <summary>The value's number; <see cref="None"/> for an empty text. Allocates nothing for a value that is named.</summary>
    /// <param name="hash">Its <see cref="Hash"/>.</param>
    /// <param name="text">Its text.</param>
    /// <param name="weight">How many clicks it comes with; 0 where it is no reason to make room for it.</param>
    public int Intern(ulong hash, ReadOnlySpan<byte> text, long weight = 1)
    {
        if (text.IsEmpty)
        {
            return None;
        }

        var id = _slots.Find(hash, text);
        return id >= 0 ? id : Add(hash, text, weight);
    }

    /// <summary>The number of a value of an earlier run, whose clicks are observed later; <see cref="Other"/> where there is no room.</summary>
    internal int Restore(string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        var id = Find(text);
        if (id >= 0 || Free == 0)
        {
            return id >= 0 ? id : Other;
        }

        id = Admit(_hash.Of(text), text);
        _contest?.Liveliness.Begin(id, lately: 0, isBetween: false);
        return id;
    }

    /// <summary>A text's number; -1 where it is not named.</summary>
    internal int Find(ReadOnlySpan<byte> text) => Find(_hash.Of(text), text);

    internal int Find(ulong hash, ReadOnlySpan<byte> text) => _slots.Find(hash, text);

    internal ulong HashOf(ReadOnlySpan<byte> text) => _hash.Of(text);

    /// <summary>How many slots are looked at to find a text.</summary>
    internal int Probes(ReadOnlySpan<byte> text) => _slots.Probes(_hash.Of(text), text);

    /// <summary>The names as they are now.</summary>
    public ValueNames Names() => _names.Snapshot();

    /// <summary>Whether a number is a value's now.</summary>
    internal bool IsNamed(int id) => !ReferenceEquals(_names[id], Value.Vacant);

    /// <summary>Names a text that is not named; there is room.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="text">The text.</param>
    /// <returns>Its number.</returns>
    internal int Admit(ulong hash, ReadOnlySpan<byte> text)
    {
        var kept = text.ToArray();
        var isReused = _free.TryPop(out var id);
        if (isReused)
        {
            _names[id] = new Value(kept, _nextClick());
        }
        else
        {
            id = _names.Count;
            _names.Add(new Value(kept, admittedAt: 0));
        }

        _slots.Add(hash, kept, id);
        return id;
    }

    /// <summary>Takes a value's name away: its number is free, and its clicks in the log are <c>(other)</c>.</summary>
    internal void Evict(int id)
    {
        _slots.Remove(_hash.Of(_names[id].Text), id);
        _names[id] = Value.Vacant;
        _free.Push(id);
    }

    private int Add(ulong hash, ReadOnlySpan<byte> text, long weight)
    {
        if (Free > 0)
        {
            var id = Admit(hash, text);
            _contest?.Begin(id);
            return id;
        }

        if (weight > 0)
        {
            Unnamed++;
            _contest?.Miss(hash, text, weight);
        }

        return Other;
    }

    private void Name(ReadOnlySpan<byte> text, int id)
    {
        var kept = text.ToArray();
        _names.Add(new Value(kept, admittedAt: 0));
        _slots.Add(_hash.Of(text), kept, id);
    }
}
