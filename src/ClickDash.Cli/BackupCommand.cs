using System.CommandLine;
using System.Globalization;
using ClickDash.Cli.Doctor;
using Microsoft.Data.Sqlite;

namespace ClickDash.Cli;

/// <summary><c>clickdash backup</c>: a whole copy of a server's store, taken while it runs.</summary>
internal static class BackupCommand
{
    private const int Busy = 5;
    private const double Megabyte = 1024 * 1024;

    public static Command Build()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The file to be written; one that is there is not overwritten.",
        };
        var store = new Option<string>("--store")
        {
            Description = "The store's file; as ClickDash__Store__Path has it by default.",
            DefaultValueFactory = _ => ServerSettings.Here().Store,
        };
        var command = new Command(
            "backup",
            """
            Copies a server's store into a file, as it is at one moment, also while the server runs and goes on writing.
            To restore it, stop the server, put the file in the store's place and start the server: it reads on from the offsets in it.

            Example: clickdash backup clickdash-2026-11-26.db --store ./data/clickdash.db
            """
        )
        {
            file,
            store,
        };
        command.SetAction(parsed =>
        {
            var (from, to) = (parsed.GetValue(store)!, parsed.GetValue(file)!);
            Copy(from, to);
            parsed.InvocationConfiguration.Output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{from} is copied to {to}: {new FileInfo(to).Length / Megabyte:n1} MB."
                )
            );
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Copies a store, checks the copy and gives it its name last: what has the name is whole.</summary>
    /// <exception cref="InputException">There is no such store, it cannot be read, or the file is there.</exception>
    internal static void Copy(string from, string to)
    {
        if (!File.Exists(from))
        {
            throw new InputException($"There is no store {from}.");
        }

        if (File.Exists(to))
        {
            throw new InputException($"{to} is there already, and a backup overwrites nothing.");
        }

        var part = $"{to}.part";
        try
        {
            File.Delete(part);
            using (var source = Open(from, SqliteOpenMode.ReadOnly))
            using (var copy = Open(part, SqliteOpenMode.ReadWriteCreate))
            {
                source.BackupDatabase(copy);
                // A file of its own, without a log beside it.
                Ask(copy, "PRAGMA journal_mode = DELETE");
                if (Ask(copy, "PRAGMA quick_check(1)") is not "ok")
                {
                    throw new InputException(
                        $"{from} is damaged: SQLite's check finds faults in the copy."
                    );
                }
            }

            File.Move(part, to);
        }
        catch (SqliteException e)
        {
            throw new InputException(
                e.SqliteErrorCode == Busy
                    ? $"{from} is kept by a server that was started on a full disk and cannot share it. Make room and start that server again."
                    : $"{from} cannot be copied to {to}: {e.Message.TrimEnd('.')}.",
                e
            );
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                Pooling = false,
                // A store that is kept is not waited for.
                DefaultTimeout = 5,
            }.ToString()
        );
        connection.Open();
        return connection;
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
