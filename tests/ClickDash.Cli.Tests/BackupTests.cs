using ClickDash.Cli.Doctor;
using Microsoft.Data.Sqlite;

namespace ClickDash.Cli.Tests;

/// <summary>A store is copied whole while it is written, and nothing is overwritten for it.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory
        .CreateTempSubdirectory("clickdash-backup-")
        .FullName;

    private string Store => Path.Combine(_folder, "clickdash.db");

    private string Copy => Path.Combine(_folder, "copy.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_store_that_is_written_is_copied_as_it_is_and_writing_goes_on()
    {
        using var server = Open(Store);
        Execute(
            server,
            "PRAGMA journal_mode = WAL; CREATE TABLE hour (at INTEGER PRIMARY KEY, counts BLOB)"
        );
        Execute(
            server,
            "INSERT INTO hour VALUES (1, zeroblob(100000)); BEGIN IMMEDIATE; INSERT INTO hour VALUES (2, x'')"
        );

        var run = await Run.OfAsync("backup", Copy, "--store", Store);
        Execute(server, "COMMIT; INSERT INTO hour VALUES (3, x'')");

        run.Exit.ShouldBe(0, run.Output);
        run.Output.ShouldStartWith($"{Store} is copied to {Copy}: 0.1 MB.");
        Count(Copy).ShouldBe(1, "what is not committed is no part of it");
        Count(Store).ShouldBe(3);
        Directory.GetFiles(_folder, "copy.db-*").ShouldBeEmpty("it is one file");
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        Open(Store).Dispose();
        using (var server = Open(Store))
        {
            Execute(server, "CREATE TABLE hour (at INTEGER PRIMARY KEY, counts BLOB)");
        }

        File.WriteAllText(Copy, "mine");

        var run = await Run.OfAsync("backup", Copy, "--store", Store);

        run.Exit.ShouldBe(1);
        run.Error.ShouldBe($"{Copy} is there already, and a backup overwrites nothing.\n");
        File.ReadAllText(Copy).ShouldBe("mine");
    }

    [Fact]
    public async Task A_store_that_is_not_there_or_is_damaged_is_not_copied()
    {
        var absent = await Run.OfAsync("backup", Copy, "--store", Store);
        absent.Exit.ShouldBe(1);
        absent.Error.ShouldBe($"There is no store {Store}.\n");

        File.WriteAllBytes(Store, [.. Enumerable.Repeat((byte)'x', 5000)]);
        var damaged = await Run.OfAsync("backup", Copy, "--store", Store);
        damaged.Exit.ShouldBe(1);
        damaged.Error.ShouldContain("cannot be copied");
        File.Exists(Copy).ShouldBeFalse();
        File.Exists($"{Copy}.part").ShouldBeFalse();
    }

    [Fact]
    public void A_store_that_its_server_keeps_to_itself_is_said_to_be_in_use()
    {
        using var server = Open(Store);
        Execute(
            server,
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; CREATE TABLE hour (at INTEGER PRIMARY KEY, counts BLOB)"
        );

        var store = StoreChecks.Of(Store).Single(one => one.Check == "store");

        store.Verdict.ShouldBe(Verdict.Warning);
        store.Sentence.ShouldContain("is in use and cannot be looked into");
    }

    [Fact]
    public void What_a_store_becomes_is_told_from_its_last_days()
    {
        using (var server = Open(Store))
        {
            Execute(
                server,
                """
                CREATE TABLE value (dimension INTEGER, id INTEGER, text TEXT);
                CREATE TABLE minute (at INTEGER PRIMARY KEY, counts BLOB);
                CREATE TABLE quarter (at INTEGER PRIMARY KEY, counts BLOB);
                CREATE TABLE hour (at INTEGER PRIMARY KEY, counts BLOB);
                CREATE TABLE quarter_visitors (at INTEGER PRIMARY KEY, sketch BLOB);
                CREATE TABLE hour_visitors (at INTEGER PRIMARY KEY, sketch BLOB);
                WITH RECURSIVE hours(at) AS (SELECT 498000 UNION ALL SELECT at + 1 FROM hours WHERE at < 498047)
                INSERT INTO hour SELECT at, zeroblob(100000) FROM hours;
                """
            );
        }

        var size = StoreChecks.Of(Store).Single(one => one.Check == "size");

        size.Verdict.ShouldBe(Verdict.Ok, size.Sentence);
        // 24 hours of 100 KB a day, for 730 days, and some room in pages.
        var megabytes = long.Parse(
            size.Sentence.Split("becomes some ")[1].Split(" MB")[0].Replace(",", "")
        );
        megabytes.ShouldBeInRange(1670, 1850);
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static long Count(string file)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM hour";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
