namespace ClickDash.Core.Live;

/// <summary>One dimension's names at one moment: immutable, so that pictures are read beside the thread that interns.</summary>
public sealed class ValueNames
{
    private readonly Value[] _values;

    internal ValueNames(Value[] values, int count) => (_values, Count) = (values, count);

    /// <summary>How many numbers were given out until then.</summary>
    public int Count { get; }

    /// <summary>The text of a number; <c>(other)</c> where its value was evicted.</summary>
    public string Name(int id) => _values[id].Name;

    /// <summary>The number of the first click in the log that can be of a number's value; 0 where no other value had it before.</summary>
    internal long AdmittedAt(int id) => _values[id].AdmittedAt;

    /// <summary>
    /// What a click of the log reads as: its number, or <see cref="ValueTable.Other"/> where that was another value's then. A number that was
    /// not given out yet is of a click that took the place of the one that was asked for.
    /// </summary>
    /// <param name="id">The number that the click was logged with.</param>
    /// <param name="click">The click's own number in the log.</param>
    internal int Read(int id, long click) =>
        (uint)id >= (uint)Count || click < _values[id].AdmittedAt ? ValueTable.Other : id;

    /// <summary>Whether a number stands for what it stood for at an earlier moment.</summary>
    internal bool IsSame(ValueNames earlier, int id) =>
        ReferenceEquals(_values[id], earlier._values[id]);

    /// <summary>The numbers of an earlier moment whose value was evicted since.</summary>
    internal HashSet<int> EvictedSince(ValueNames earlier)
    {
        var evicted = new HashSet<int>();
        if (!ReferenceEquals(_values, earlier._values))
        {
            for (var id = 0; id < earlier.Count; id++)
            {
                if (!IsSame(earlier, id))
                {
                    evicted.Add(id);
                }
            }
        }

        return evicted;
    }

    internal Value At(int id) => _values[id];
}
