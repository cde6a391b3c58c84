using ClickDash.Core.Clicks;
using ClickDash.Core.Live;

namespace ClickDash.Server.History;

/// <summary>
/// Adds up what is stored and what waits to be stored by a query's buckets. A row counts in the bucket in which it begins; where it reaches
/// beyond, that is approximate, and what a bucket that is shorter than the row had is not known. Values have numbers of its own, since what waits
/// may be of values that the store does not know yet.
/// </summary>
internal sealed class HistoryFold(HistoryQuery query, StoreReader stored, PendingWrites pending)
{
    private readonly Dictionary<int, int> _ids = [];
    private readonly Dictionary<string, int> _pendingIds = new(StringComparer.Ordinal);
    private readonly List<Func<string>> _names = [];
    private readonly HashSet<int> _matching = [];

    // How many values the filter asks for by name: a row that has an entry of each lacks none of their clicks. No row has one of all that begin so.
    private readonly int _named = query.Filters.Any(filter => filter.Exact is null)
        ? int.MaxValue
        : query.Filters.Count(filter => filter.Exact is not ("(none)" or "(other)"));

    // In how many trimmed rows of the stretch a value is; where that is not in all, its count is approximate.
    private readonly CountTable _inTrimmed = new();
    private int _trimmed;

    // Of rows that begin before the first bucket.
    private readonly Bucket _before = new();
    private readonly bool[] _isUnknown = new bool[query.Edges.Length - 1];

    /// <summary>The sums by bucket, those before the stretch first; keys are <see cref="Key"/> of a value's number.</summary>
    public Bucket[] Buckets { get; } =
    [.. Enumerable.Range(0, query.Edges.Length - 1).Select(_ => new Bucket())];

    /// <summary>Whether some rows with clicks count in a bucket in which they only begin, or reach beyond the query's end.</summary>
    public bool IsCoarse { get; private set; }

    /// <summary>Reads and adds all.</summary>
    /// <exception cref="OperationCanceledException">The request is over.</exception>
    public void Run(IReadOnlyList<RowRange> plan, CancellationToken cancellation)
    {
        foreach (var filter in query.Filters)
        {
            _matching.UnionWith(stored.Matching(filter));
        }

        foreach (var range in plan)
        {
            stored.Visit(
                range.Step,
                range.From,
                range.To,
                row =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    Add(row, row.Index, range.Step, Stored);
                }
            );
            AddPending(range);
        }
    }

    /// <summary>Whether a bucket's own count is not known: clicks were in a row that is longer than the bucket and that reaches out of it.</summary>
    /// <param name="place">The bucket's place in <see cref="Buckets"/>.</param>
    public bool IsUnknown(int place) => _isUnknown[place];

    /// <summary>The key of a value's number in the sums.</summary>
    public int Key(int number) => CountTable.Key(query.Split, number);

    /// <summary>The value of a number.</summary>
    public string Name(int number) => _names[number]();

    /// <summary>Whether a value's count in the stretch lacks rows that keep their largest values alone.</summary>
    public bool IsApproximate(int number) => _inTrimmed.Get(Key(number)) < _trimmed;

    private void AddPending(RowRange range)
    {
        var (from, to) = (
            range.From * RowPlan.Length(range.Step),
            range.To * RowPlan.Length(range.Step)
        );
        var isSecond = range.Step == StoredStep.Second;
        var length = isSecond ? 1000 : 60_000;
        foreach (var bucket in isSecond ? pending.Seconds : pending.Minutes)
        {
            var at = bucket.Index * length;
            if (at >= from && at < to)
            {
                // Where a row counts in the bucket in which it begins, so does what is added to it.
                Add(bucket, at / RowPlan.Length(range.Step), range.Step, Pending);
            }
        }
    }

    private void Add(Bucket row, long index, StoredStep step, Func<int, int?> number)
    {
        var place = query.BucketAt(index * RowPlan.Length(step));
        var (sum, passed, values) = (place < 0 ? _before : Buckets[place], 0L, 0);
        var (matched, unnamed) = (0, 0L);
        foreach (ref readonly var entry in row.Counts.Entries)
        {
            if (!CountTable.Is(entry.Key, query.Split))
            {
                continue;
            }

            values++;
            if (CountTable.Id(entry.Key) == ValueTable.None)
            {
                continue;
            }

            unnamed += CountTable.Id(entry.Key) == ValueTable.Other ? entry.Count : 0;
            if (number(CountTable.Id(entry.Key)) is { } value)
            {
                sum.Counts.Add(Key(value), entry.Count);
                passed += entry.Count;
                matched += CountTable.Id(entry.Key) == ValueTable.Other ? 0 : 1;
            }
        }

        sum.IsApproximate |= unnamed != 0 && matched < _named;

        // Clicks without a value need no entry.
        if (
            row.None(query.Split) is not 0 and var none
            && number(ValueTable.None) is { } withoutValue
        )
        {
            sum.Counts.Add(Key(withoutValue), none);
            passed += none;
        }

        // The flag is of all dimensions: one with fewer values was not trimmed.
        if (row.IsApproximate && values >= Retention.MostValues)
        {
            sum.IsApproximate = true;
            if (place >= query.Buckets)
            {
                NoteTrimmed(row, number);
            }
        }

        var total = query.Filters.Count > 0 ? passed : row.Total;
        sum.Total += total;
        // Seconds are the shortest there is: the one that the query's end cuts is a part of it.
        if (total > 0 && step > StoredStep.Second)
        {
            NoteCoarse(index * RowPlan.Length(step), RowPlan.Length(step));
        }

        if (query.Filters.Count > 0)
        {
            return;
        }

        sum.Statuses.Add(row.Statuses);
        sum.Late += row.Late;
        sum.Retimed += row.Retimed;
        sum.Dropped += row.Dropped;
    }

    private void NoteCoarse(long at, long length)
    {
        var (place, end) = (query.BucketAt(at), at + length);
        if (place >= 0 && end <= Math.Min(query.Edges[place + 1], query.To))
        {
            return;
        }

        IsCoarse = true;
        for (var i = Math.Max(place, 0); i < _isUnknown.Length && query.Edges[i] < end; i++)
        {
            _isUnknown[i] |= query.Edges[i + 1] - query.Edges[i] < length;
        }
    }

    private void NoteTrimmed(Bucket row, Func<int, int?> number)
    {
        _trimmed++;
        foreach (ref readonly var entry in row.Counts.Entries)
        {
            // What all others are folded into is never exact.
            if (
                CountTable.Is(entry.Key, query.Split)
                && CountTable.Id(entry.Key) != ValueTable.Other
                && number(CountTable.Id(entry.Key)) is { } value
            )
            {
                _inTrimmed.Add(Key(value), 1);
            }
        }
    }

    /// <summary>The number of a stored value; null where a filter does not let it pass.</summary>
    private int? Stored(int id)
    {
        if (query.Filters.Count > 0 && !_matching.Contains(id))
        {
            return null;
        }

        if (!_ids.TryGetValue(id, out var number))
        {
            _ids.Add(id, number = _names.Count);
            _names.Add(() => stored.Name(query.Split, id));
        }

        return number;
    }

    /// <summary>The number of a value that waits to be stored; null where a filter does not let it pass.</summary>
    private int? Pending(int id)
    {
        var name = pending.Name(query.Split, id);
        if (query.Filters.Count > 0 && !query.Filters.Any(filter => filter.Matches(name)))
        {
            return null;
        }

        if (!_pendingIds.TryGetValue(name, out var number))
        {
            number = stored.Find(query.Split, name) is { } id2 ? Stored(id2)!.Value : Added(name);
            _pendingIds.Add(name, number);
        }

        return number;
    }

    private int Added(string name)
    {
        _names.Add(() => name);
        return _names.Count - 1;
    }
}
