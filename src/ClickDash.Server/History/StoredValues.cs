using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>
/// The store's numbers of values. They outlive a run, in which the same value has another number; the first two stand for
/// none and other in both. A value is deleted once no row that is kept can be of it: <c>seen</c> is the last day (since 1970)
/// that it was counted on, <c>kept</c> the last one on which it was among a quarter's or an hour's largest. What is used is in memory, not all.
/// </summary>
internal sealed class StoredValues : IDisposable
{
    // What a day of a busy site sees; some 10 MB a dimension.
    private const int MaxCached = 100_000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _add;
    private readonly SqliteCommand _see;
    private readonly SqliteCommand _name;
    private readonly SqliteCommand _keep;
    private readonly Cache[] _caches =
    [
        .. Enumerable.Range(0, Dimensions.Count).Select(_ => new Cache()),
    ];

    public StoredValues(SqliteConnection connection)
    {
        _connection = connection;
        _find = Command("SELECT id, seen FROM value WHERE dimension = $dimension AND text = $text");
        _add = Command(
            "INSERT INTO value (dimension, id, text, seen, kept) VALUES ($dimension, $id, $text, $day, 0)"
        );
        _see = Command("UPDATE value SET seen = $day WHERE dimension = $dimension AND id = $id");
        _name = Command("SELECT text FROM value WHERE dimension = $dimension AND id = $id");
        _keep = Command(
            "UPDATE value SET kept = $day WHERE dimension = $dimension AND id = $id AND kept < $day"
        );
    }

    /// <summary>The value of a number.</summary>
    public string Name(Dimension dimension, int id)
    {
        if (id <= ValueTable.Other)
        {
            return id == ValueTable.None ? "(none)" : "(other)";
        }

        var names = _caches[(int)dimension].Names;
        if (names.TryGetValue(id, out var known))
        {
            return known;
        }

        Set(_name, dimension, id: id);
        // A damaged store may lack it; its count is right all the same.
        var name = _name.ExecuteScalar() as string ?? "(other)";
        if (names.Count >= MaxCached)
        {
            names.Clear();
        }

        names.Add(id, name);
        return name;
    }

    /// <summary>The number of a value, a new one where it is new. Writes into the transaction that is open.</summary>
    /// <param name="dimension">Whose value.</param>
    /// <param name="name">The value.</param>
    /// <param name="day">The day since 1970 that it was counted on.</param>
    public int Id(Dimension dimension, string name, long day)
    {
        var cache = _caches[(int)dimension];
        if (cache.Ids.TryGetValue(name, out var known))
        {
            if (known.Seen < day)
            {
                See(dimension, name, known.Id, day);
            }

            return known.Id;
        }

        Set(_find, dimension, text: name);
        using (var reader = _find.ExecuteReader())
        {
            if (reader.Read())
            {
                known = (reader.GetInt32(0), reader.GetInt64(1));
            }
        }

        if (known.Id > 0)
        {
            cache.Add(name, known);
            if (known.Seen < day)
            {
                See(dimension, name, known.Id, day);
            }

            return known.Id;
        }

        var id = cache.Next(() => Free(dimension));
        if (id > CountTable.MostId)
        {
            return ValueTable.Other;
        }

        Set(_add, dimension, id, name, day);
        _add.ExecuteNonQuery();
        cache.Add(name, (id, day));
        return id;
    }

    /// <summary>Notes that a finished quarter or hour of a day keeps a value.</summary>
    public void Keep(int key, long day)
    {
        var (dimension, id) = (CountTable.DimensionOf(key), CountTable.Id(key));
        if (id > ValueTable.Other && _caches[(int)dimension].Keeps(id, day))
        {
            Set(_keep, dimension, id, day: day);
            _keep.ExecuteNonQuery();
        }
    }

    /// <summary>Deletes values that no row can be of. Numbers of deleted ones are given out again.</summary>
    /// <param name="minutes">The first day whose minutes are kept.</param>
    /// <param name="hours">The first day whose quarters and hours are kept.</param>
    public void Sweep(long minutes, long hours)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "DELETE FROM value WHERE seen < $minutes AND kept < $hours";
        command.Parameters.AddWithValue("$minutes", minutes);
        command.Parameters.AddWithValue("$hours", hours);
        if (command.ExecuteNonQuery() > 0)
        {
            Forget();
        }
    }

    /// <summary>Forgets what is in memory: a transaction did not go through, or values were deleted.</summary>
    public void Forget() => Array.ForEach(_caches, cache => cache.Clear());

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _see.Dispose();
        _name.Dispose();
        _keep.Dispose();
    }

    private void See(Dimension dimension, string name, int id, long day)
    {
        Set(_see, dimension, id, day: day);
        _see.ExecuteNonQuery();
        _caches[(int)dimension].Ids[name] = (id, day);
    }

    /// <summary>The numbers that no value has: those between, of values that were deleted, then those after the last.</summary>
    private IEnumerable<int> Free(Dimension dimension)
    {
        List<int> used = [];
        using (var command = _connection.CreateCommand())
        {
            command.CommandText = "SELECT id FROM value WHERE dimension = $dimension ORDER BY id";
            command.Parameters.AddWithValue("$dimension", (int)dimension);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                used.Add(reader.GetInt32(0));
            }
        }

        var next = ValueTable.Other + 1;
        foreach (var id in used)
        {
            for (; next < id; next++)
            {
                yield return next;
            }

            next = id + 1;
        }

        for (; ; next++)
        {
            yield return next;
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in new[] { "$dimension", "$id", "$text", "$day" })
        {
            if (sql.Contains(name, StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue(name, DBNull.Value);
            }
        }

        return command;
    }

    private static void Set(
        SqliteCommand command,
        Dimension dimension,
        int id = 0,
        string text = "",
        long day = 0
    )
    {
        foreach (SqliteParameter parameter in command.Parameters)
        {
            parameter.Value = parameter.ParameterName switch
            {
                "$dimension" => (int)dimension,
                "$id" => id,
                "$text" => text,
                _ => day,
            };
        }
    }

    private sealed class Cache
    {
        private readonly HashSet<int> _kept = [];
        private IEnumerator<int>? _free;
        private long _keptDay;

        public Dictionary<string, (int Id, long Seen)> Ids { get; } = new(StringComparer.Ordinal);

        public Dictionary<int, string> Names { get; } = [];

        public void Add(string name, (int, long) known)
        {
            if (Ids.Count >= MaxCached)
            {
                Ids.Clear();
            }

            Ids.Add(name, known);
        }

        public int Next(Func<IEnumerable<int>> free)
        {
            _free ??= free().GetEnumerator();
            _free.MoveNext();
            return _free.Current;
        }

        /// <summary>Whether it is not noted yet that a day keeps a value.</summary>
        public bool Keeps(int id, long day)
        {
            if (day != _keptDay)
            {
                _kept.Clear();
                _keptDay = day;
            }

            return _kept.Add(id);
        }

        public void Clear()
        {
            Ids.Clear();
            Names.Clear();
            _kept.Clear();
            _keptDay = 0;
            _free?.Dispose();
            _free = null;
        }
    }
}
