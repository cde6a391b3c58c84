using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>Statements that are carried out together or not at all: undone at its end, unless it was committed.</summary>
internal sealed class StoreTransaction : IDisposable
{
    private readonly SqliteConnection _connection;
    private bool _isOver;

    // In SQL: ADO.NET's own would have to be set at each command that is used again.
    public StoreTransaction(SqliteConnection connection)
    {
        _connection = connection;
        StoreSchema.Run(connection, "BEGIN IMMEDIATE");
    }

    public void Commit()
    {
        StoreSchema.Run(_connection, "COMMIT");
        _isOver = true;
    }

    public void Dispose()
    {
        // SQLite itself has undone it where the disk is full.
        if (!_isOver && SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            StoreSchema.Run(_connection, "ROLLBACK");
        }
    }
}
