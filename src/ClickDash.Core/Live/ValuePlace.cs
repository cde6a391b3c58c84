using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>A place in a full table that a candidate may take.</summary>
/// <param name="Id">The number of the value that has it.</param>
/// <param name="IsSafe">Whether that value has the guaranteed share of the clicks since its admission.</param>
/// <param name="Strength">What it stands by: its share where that is guaranteed, else its clicks lately.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ValuePlace(int Id, bool IsSafe, double Strength)
{
    private static readonly Comparer<ValuePlace> LastToGoFirst = Comparer<ValuePlace>.Create(
        (a, b) =>
            a.IsSafe != b.IsSafe ? b.IsSafe.CompareTo(a.IsSafe) : b.Strength.CompareTo(a.Strength)
    );

    /// <summary>As many of the places that can be taken, the first to go on top.</summary>
    /// <param name="table">The table.</param>
    /// <param name="liveliness">How lively its values are.</param>
    /// <param name="pins">Which of them are pinned.</param>
    /// <param name="safe">The guaranteed share.</param>
    /// <param name="most">How many places.</param>
    public static Stack<ValuePlace> Weakest(
        ValueTable table,
        Liveliness liveliness,
        ValuePins pins,
        double safe,
        int most
    )
    {
        // The one that is the last to go of those kept is the first to be dropped.
        var weakest = new PriorityQueue<ValuePlace, ValuePlace>(LastToGoFirst);
        for (var id = ValueTable.Other + 1; id < table.Count; id++)
        {
            if (!table.IsNamed(id) || pins.Has(id))
            {
                continue;
            }

            var place = liveliness.HasShare(id, safe)
                ? new ValuePlace(id, IsSafe: true, liveliness.Share(id))
                : new ValuePlace(id, IsSafe: false, liveliness.Lately(id));
            if (weakest.Count < most)
            {
                weakest.Enqueue(place, place);
            }
            else
            {
                weakest.EnqueueDequeue(place, place);
            }
        }

        var places = new Stack<ValuePlace>(weakest.Count);
        while (weakest.TryDequeue(out var place, out _))
        {
            places.Push(place);
        }

        return places;
    }
}
