using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>
/// The store's numbers of values. They outlive a run, in which the same value has another number; the first two stand for
/// none and other in both.
/// </summary>
internal sealed class StoredValues
{
    private readonly List<string>[] _names = new List<string>[Dimensions.Count];
    private readonly Dictionary<string, int>[] _ids = new Dictionary<string, int>[Dimensions.Count];
    private readonly List<(Dimension Dimension, int Id)> _unsaved = [];

    /// <summary>Reads all that a store knows.</summary>
    public StoredValues(SqliteConnection connection)
    {
        for (var dimension = 0; dimension < Dimensions.Count; dimension++)
        {
            _names[dimension] = [];
            _ids[dimension] = new(StringComparer.Ordinal);
            Add(dimension, "(none)");
            Add(dimension, "(other)");
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT dimension, text FROM value ORDER BY dimension, id";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            Add(reader.GetInt32(0), reader.GetString(1));
        }
    }

    /// <summary>The value of a number.</summary>
    public string Name(Dimension dimension, int id) => _names[(int)dimension][id];

    /// <summary>The number of a value, a new one where it is new.</summary>
    public int Id(Dimension dimension, string name)
    {
        if (_ids[(int)dimension].TryGetValue(name, out var id))
        {
            return id;
        }

        if (_names[(int)dimension].Count > CountTable.MostId)
        {
            return ValueTable.Other;
        }

        id = Add((int)dimension, name);
        _unsaved.Add((dimension, id));
        return id;
    }

    /// <summary>Writes the new numbers into the transaction that is open; <see cref="Saved"/> once it is through.</summary>
    public void Save(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "INSERT INTO value (dimension, id, text) VALUES ($dimension, $id, $text)";
        var dimension = command.Parameters.Add("$dimension", SqliteType.Integer);
        var id = command.Parameters.Add("$id", SqliteType.Integer);
        var text = command.Parameters.Add("$text", SqliteType.Text);
        foreach (var one in _unsaved)
        {
            (dimension.Value, id.Value) = ((int)one.Dimension, one.Id);
            text.Value = Name(one.Dimension, one.Id);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The transaction is through. Where it is not, the numbers stay and are written with the next one.</summary>
    public void Saved() => _unsaved.Clear();

    private int Add(int dimension, string name)
    {
        _names[dimension].Add(name);
        _ids[dimension][name] = _names[dimension].Count - 1;
        return _names[dimension].Count - 1;
    }
}
