using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>
/// A store's file: held by one server at a time, set aside when it is damaged, backed up beside itself before it is migrated, never
/// deleted. Others may read it meanwhile: history beside what is written, <c>clickdash backup</c>, <c>clickdash doctor</c>.
/// </summary>
internal sealed class StoreFile : IDisposable
{
    private const int Damaged = 11;
    private const int NoDatabase = 26;
    private const long IncrementalVacuum = 2;

    // What a file that another process holds gives on Windows, Linux and macOS; a read-only disk gives something else.
    private static readonly int[] HeldElsewhere = [unchecked((int)0x80070020), 11, 35];

    private readonly FileStream? _lock;

    private StoreFile(SqliteConnection connection, FileStream? held, bool isShared) =>
        (Connection, _lock, IsShared) = (connection, held, isShared);

    /// <summary>The open database.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Whether further connections can read it.</summary>
    public bool IsShared { get; }

    /// <summary>Where a damaged store was put, if one was found.</summary>
    public string? SetAside { get; private init; }

    /// <summary>Where an older version's store was copied before it was migrated, if one was found.</summary>
    public string? Backup { get; private init; }

    /// <summary>A store in memory, which ends with the program.</summary>
    public static StoreFile InMemory()
    {
        var connection = Connect(":memory:");
        StoreSchema.Migrate(connection);
        return new StoreFile(connection, held: null, isShared: false);
    }

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
            try
            {
                return Open(path, held, now, aside: null);
            }
            catch (SqliteException e) when (e.SqliteErrorCode is Damaged or NoDatabase)
            {
                return Open(path, held, now, Move(path, now));
            }
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

    private static StoreFile Open(string path, FileStream held, DateTimeOffset now, string? aside)
    {
        var (connection, isShared) = Begin(path);
        try
        {
            if (StoreSchema.Ask(connection, "PRAGMA quick_check(1)") is not "ok")
            {
                throw new SqliteException("The database is damaged.", Damaged);
            }

            var backup =
                StoreSchema.Version(connection) is var version
                && version > 0
                && version < StoreSchema.Newest
                    ? Copy(connection, $"{path}.v{version}-backup-{Stamp(now)}")
                    : null;
            StoreSchema.Migrate(connection);
            return new StoreFile(connection, held, isShared) { SetAside = aside, Backup = backup };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A log beside the file (WAL), whose index other readers share. On a full disk there is no room for that index: then this
    /// server keeps it in memory, so that the store can be read and gone on from, and is its only reader.
    /// </summary>
    private static (SqliteConnection Connection, bool IsShared) Begin(string path)
    {
        try
        {
            return (Connect(path), true);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is not (Damaged or NoDatabase))
        {
            return (Connect(path, isShared: false), false);
        }
    }

    private static SqliteConnection Connect(string path, bool isShared = true)
    {
        var connection = new SqliteConnection(
            // A pooled connection would hold a file that is to be moved.
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
        );
        try
        {
            connection.Open();
            if (!isShared)
            {
                StoreSchema.Run(connection, "PRAGMA locking_mode = EXCLUSIVE");
            }

            // What is deleted gives its room back. Set once: SQLite writes even where it is so already, which a full disk does not bear.
            if (StoreSchema.Ask(connection, "PRAGMA auto_vacuum") is not IncrementalVacuum)
            {
                StoreSchema.Run(connection, "PRAGMA auto_vacuum = INCREMENTAL");
            }

            // The log survives a killed process whole; of a machine that lost its power, it may lose the last transactions,
            // never a half of one: then their offsets are read again.
            StoreSchema.Run(
                connection,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; SELECT count(*) FROM sqlite_master;"
            );
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

    /// <summary>SQLite's own backup: a whole file, whatever the log still holds.</summary>
    private static string Copy(SqliteConnection connection, string path)
    {
        using var copy = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
        );
        try
        {
            connection.BackupDatabase(copy);
            return path;
        }
        catch
        {
            copy.Dispose();
            File.Delete(path);
            throw;
        }
    }

    private static string Move(string path, DateTimeOffset now)
    {
        var aside = $"{path}.damaged-{Stamp(now)}";
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(path + part))
            {
                File.Move(path + part, aside + part);
            }
        }

        return aside;
    }

    private static string Stamp(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
