using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>A store's file: held by one server at a time, set aside when it is damaged, never deleted.</summary>
internal sealed class StoreFile : IDisposable
{
    private const int Damaged = 11;
    private const int NoDatabase = 26;

    // What a file that another process holds gives on Windows, Linux and macOS; a read-only disk gives something else.
    private static readonly int[] HeldElsewhere = [unchecked((int)0x80070020), 11, 35];

    private readonly FileStream? _lock;

    private StoreFile(SqliteConnection connection, FileStream? held) =>
        (Connection, _lock) = (connection, held);

    /// <summary>The open database.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Where a damaged store was put, if one was found.</summary>
    public string? SetAside { get; private set; }

    /// <summary>A store in memory, which ends with the program.</summary>
    public static StoreFile InMemory() => new(Connect(":memory:"), held: null);

    /// <summary>Opens a file, or begins one.</summary>
    /// <exception cref="StoreException">Another server holds it, or a newer version wrote it.</exception>
    /// <exception cref="SqliteException">It cannot be opened or written.</exception>
    /// <exception cref="IOException">Its folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Its folder may not be written.</exception>
    public static StoreFile Open(string path, DateTimeOffset now)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var held = Hold(path);
        try
        {
            string? aside = null;
            try
            {
                return new StoreFile(Connect(path), held);
            }
            catch (SqliteException e) when (e.SqliteErrorCode is Damaged or NoDatabase)
            {
                aside = Move(path, now);
            }

            return new StoreFile(Connect(path), held) { SetAside = aside };
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Connection.Dispose();
        _lock?.Dispose();
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(
            // A pooled connection would hold a file that is to be moved.
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
        );
        try
        {
            connection.Open();
            // This server is the only one (the file beside it says so), so the log's index can be in memory: a store on a full
            // disk can then still be read. The log survives a killed process whole; of a machine that lost its power, it may lose the last transactions,
            // never a half of one: then their offsets are read again.
            StoreSchema.Run(
                connection,
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            );
            if (StoreSchema.Ask(connection, "PRAGMA quick_check(1)") is not "ok")
            {
                throw new SqliteException("The database is damaged.", Damaged);
            }

            StoreSchema.Migrate(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A file beside the store that the system lets go of with the process, however that ends.</summary>
    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(
                $"{path}.lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException e) when (Array.IndexOf(HeldElsewhere, e.HResult) >= 0)
        {
            throw new StoreException(
                $"The store {path} is in use by another ClickDash. One store belongs to one server: stop the other one, or choose another ClickDash:Store:Path."
            );
        }
    }

    private static string Move(string path, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var aside = $"{path}.damaged-{stamp}";
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(path + part))
            {
                File.Move(path + part, aside + part);
            }
        }

        return aside;
    }
}
