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

    /// <summary>What was found at a file that is there or is to be.</summary>
    public static IEnumerable<Diagnosis> Of(string path)
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
        yield return Content(file);
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
            return Diagnosis.Warning(
                "in use",
                "A running server holds the store: well, if it is the one meant. Another one needs a ClickDash:Store:Path of its own."
            );
        }
    }

    private static Diagnosis Content(string file)
    {
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ToString()
            );
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            return command.ExecuteScalar() is "ok"
                ? Diagnosis.Ok("store", $"{file} is whole.")
                : Damaged(file, "SQLite's check finds faults");
        }
        catch (SqliteException e)
        {
            return Damaged(file, e.Message.TrimEnd('.'));
        }
    }

    private static Diagnosis Damaged(string file, string reason) =>
        Diagnosis.Wrong(
            "store",
            $"{file} cannot be read ({reason}). At its next start the server sets a damaged one aside and begins anew; put a backup in its place before, if there is one."
        );
}
