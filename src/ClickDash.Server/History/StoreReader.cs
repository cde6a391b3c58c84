using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>
/// Reads one content as it was at one moment, beside what is written meanwhile. Of a store that only one connection can read, it
/// keeps writing waiting until it is disposed. Belongs to one thread.
/// </summary>
public sealed class StoreReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly StoreTables _tables;
    private readonly Action _release;

    internal StoreReader(SqliteConnection connection, StoreContent content, Action release)
    {
        (_connection, Content, _release) = (connection, content, release);
        _tables = new StoreTables(connection, content.Id);
        QuartersFrom = _tables.Fact(QuarterFill.From) ?? 0;
        VisitorsFrom = _tables.Fact("visitors_from") ?? 0;
    }

    /// <summary>What is read.</summary>
    public StoreContent Content { get; }

    /// <summary>From when on quarters of an hour are known, in epoch milliseconds.</summary>
    public long QuartersFrom { get; }

    /// <summary>From when on visitors are known, in epoch milliseconds.</summary>
    public long VisitorsFrom { get; }

    /// <summary>The stored buckets of a length from one index up to another, which is left out; values have the store's numbers.</summary>
    public IReadOnlyList<Bucket> Buckets(StoredStep step, long from, long to) =>
        _tables.Buckets(step.ToString().ToLowerInvariant(), from, to);

    /// <summary>Shows the same buckets one after the other. The same one is filled again and again.</summary>
    public void Visit(StoredStep step, long from, long to, Action<Bucket> visit) =>
        _tables.Visit(step.ToString().ToLowerInvariant(), from, to, visit);

    /// <summary>Adds who was seen from one quarter or hour up to another, which is left out.</summary>
    public void AddVisitors(StoredStep step, long from, long to, VisitorSketch sum) =>
        _tables.AddVisitors(
            step == StoredStep.Hour ? "hour_visitors" : "quarter_visitors",
            from,
            to,
            sum
        );

    /// <summary>The stored gaps that touch a stretch of time, in epoch milliseconds.</summary>
    public IReadOnlyList<Gap> Gaps(long from, long to) => _tables.Gaps(from, to);

    /// <summary>What happened from one moment up to another, in epoch milliseconds: the newest of it, in order of time.</summary>
    public IReadOnlyList<Mark> Marks(long from, long to) => _tables.Marks(from, to);

    /// <summary>The value of a store's number.</summary>
    public string Name(Dimension dimension, int id) =>
        id switch
        {
            ValueTable.None => "(none)",
            ValueTable.Other => "(other)",
            _ => _tables
                .Rows(
                    "SELECT text FROM value WHERE dimension = $a AND id = $b",
                    row => row.GetString(0),
                    (int)dimension,
                    id
                )
                .FirstOrDefault("(other)"),
        };

    /// <summary>The store's number of a value; null where none is stored.</summary>
    public int? Find(Dimension dimension, string name) =>
        name switch
        {
            "(none)" => ValueTable.None,
            "(other)" => ValueTable.Other,
            _ => (int?)
                _tables.Number(
                    "SELECT id FROM value WHERE dimension = $a AND text = $b",
                    (int)dimension,
                    name
                ),
        };

    /// <summary>The numbers of all values that a filter lets pass.</summary>
    public IEnumerable<int> Matching(ViewFilter filter)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT id, text FROM value WHERE dimension = $dimension";
        command.Parameters.AddWithValue("$dimension", (int)filter.Dimension);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (filter.Matches(reader.GetString(1)))
            {
                yield return reader.GetInt32(0);
            }
        }

        foreach (
            var (id, name) in new[] { (ValueTable.None, "(none)"), (ValueTable.Other, "(other)") }
        )
        {
            if (filter.Matches(name))
            {
                yield return id;
            }
        }
    }

    public void Dispose() => _release();
}
