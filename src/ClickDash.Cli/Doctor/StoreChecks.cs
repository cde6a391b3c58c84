using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ClickDash.Cli.Doctor;

/// <summary>Looks at a server's store without changing it, also while the server runs.</summary>
internal static class StoreChecks
{
    private const long Megabyte = 1024 * 1024;

    // A busy month of minutes takes some hundred MB; SQLite's log alone takes a few.
    private const long PlentyOfSpace = 1024 * Megabyte;
    private const long LeastSpace = 50 * Megabyte;

    // What SQLite says of a file that another connection keeps to itself.
    private const int Busy = 5;

    /// <summary>What was found at a file that is there or is to be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">What the server keeps.</param>
    public static IEnumerable<Diagnosis> Of(string path, ServerSettings? settings = null)
    {
        if (path.Length == 0)
        {
            yield return Diagnosis.Warning(
                "store",
                "ClickDash:Store:Path is empty: counts end with the server."
            );
            yield break;
        }

        var file = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(file)!;
        // It makes the folders that are missing: what counts is the nearest that is there.
        while (!Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        yield return Folder(folder);
        yield return Space(folder);
        if (!File.Exists(file))
        {
            yield return Diagnosis.Ok("store", $"{file} is not there yet; the server begins it.");
            yield break;
        }

        yield return Holder(file);
        foreach (var found in Content(file, settings ?? new ServerSettings([])))
        {
            yield return found;
        }
    }

    private static Diagnosis Folder(string folder)
    {
        try
        {
            var probe = Path.Combine(folder, $".clickdash-doctor-{Guid.NewGuid():n}");
            using var file = new FileStream(
                probe,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
            return Diagnosis.Ok("folder", $"{folder} can be written.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnosis.Wrong(
                "folder",
                $"{folder} cannot be written ({e.Message.TrimEnd('.')}). Give it to the user that the server runs as, or choose another ClickDash:Store:Path."
            );
        }
    }

    private static Diagnosis Space(string folder)
    {
        long free;
        try
        {
            free = new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnosis.Warning("space", $"It is not known: {e.Message.TrimEnd('.')}.");
        }

        var seen = string.Create(CultureInfo.InvariantCulture, $"{free / Megabyte:n0} MB are free");
        return free switch
        {
            >= PlentyOfSpace => Diagnosis.Ok("space", $"{seen}."),
            >= LeastSpace => Diagnosis.Warning("space", $"{seen}: make room before it is used up."),
            _ => Diagnosis.Wrong(
                "space",
                $"{seen}: counts can hardly be stored. Make room; they are kept in memory and stored then."
            ),
        };
    }

    /// <summary>A server holds a lock on the file beside its store for as long as it runs.</summary>
    private static Diagnosis Holder(string file)
    {
        try
        {
            using var held = new FileStream(
                $"{file}.lock",
                FileMode.Open,
                FileAccess.Read,
                FileShare.None
            );
            return Diagnosis.Ok("in use", "No server holds the store.");
        }
        catch (FileNotFoundException)
        {
            return Diagnosis.Ok("in use", "No server holds the store.");
        }
        catch (UnauthorizedAccessException e)
        {
            return Diagnosis.Wrong(
                "in use",
                $"{e.Message.TrimEnd('.')}. Run this as the user that the server runs as."
            );
        }
        catch (IOException)
        {
            return Diagnosis.Ok(
                "in use",
                "It is in use: a running server holds the store. Another one needs a ClickDash:Store:Path of its own."
            );
        }
    }

    private static List<Diagnosis> Content(string file, ServerSettings settings)
    {
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                    // A store that is kept is not waited for.
                    DefaultTimeout = 5,
                }.ToString()
            );
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            return command.ExecuteScalar() is "ok"
                ?
                [
                    Diagnosis.Ok("store", $"{file} is whole."),
                    StoreForecast.Of(
                        connection,
                        settings.MinuteRetention,
                        settings.HourRetention,
                        Free(file)
                    ),
                ]
                : [Damaged(file, "SQLite's check finds faults")];
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Busy)
        {
            return
            [
                Diagnosis.Warning(
                    "store",
                    $"{file} is in use and cannot be looked into: its server was started on a full disk. Make room and start that server again."
                ),
            ];
        }
        catch (SqliteException e)
        {
            return [Damaged(file, e.Message.TrimEnd('.'))];
        }
    }

    private static long? Free(string file)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Diagnosis Damaged(string file, string reason) =>
        Diagnosis.Wrong(
            "store",
            $"{file} cannot be read ({reason}). At its next start the server sets a damaged one aside and begins anew; put a backup in its place before, if there is one."
        );
}
