using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Server.Engine;

/// <summary>
/// What happened lately: the newest marks, from whoever has something to put on the time line. Older ones are in the store
/// alone. Safe to use from several threads.
/// </summary>
public sealed class MarkBook
{
    /// <summary>More cannot be told apart on a line, and are 30 KB of a snapshot already.</summary>
    public const int Most = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Mark?> _changes = [];
    private volatile Mark[] _all = [];

    /// <summary>The newest marks, in order of time; the same array until one comes or goes.</summary>
    public IReadOnlyList<Mark> All => _all;

    /// <summary>Puts a mark on the time line.</summary>
    /// <param name="at">When it happened, in epoch milliseconds.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="text">What happened, in words; cut to <see cref="Mark.LongestText"/>.</param>
    public Mark Add(long at, MarkKind kind, string text)
    {
        var mark = new Mark(
            Guid.NewGuid().ToString("N")[..12],
            at,
            kind,
            text.Length <= Mark.LongestText ? text : $"{text[..(Mark.LongestText - 1)]}…"
        );
        lock (_gate)
        {
            _all = Newest([.. _all, mark]);
            _changes[mark.Id] = mark;
        }

        return mark;
    }

    /// <summary>Takes a mark away that is on the time line; false where none of that id is.</summary>
    public bool Remove(string id)
    {
        lock (_gate)
        {
            if (!Array.Exists(_all, mark => mark.Id == id))
            {
                return false;
            }

            _all = Array.FindAll(_all, mark => mark.Id != id);
            _changes[id] = null;
            return true;
        }
    }

    /// <summary>Puts back what happened in an earlier run.</summary>
    public void Restore(IEnumerable<Mark> marks)
    {
        lock (_gate)
        {
            _all = Newest([.. marks, .. _all]);
        }
    }

    /// <summary>Hands over what came and went since the last time, to be stored.</summary>
    public void TakeChanges(PendingWrites pending)
    {
        lock (_gate)
        {
            foreach (var (id, mark) in _changes)
            {
                pending.Add(id, mark);
            }

            _changes.Clear();
        }
    }

    private static Mark[] Newest(IEnumerable<Mark> marks) =>
        [.. marks.OrderBy(mark => mark.At).TakeLast(Most)];
}
