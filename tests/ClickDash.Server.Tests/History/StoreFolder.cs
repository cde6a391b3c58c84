using ClickDash.Server.History;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.Tests.History;

/// <summary>A folder of its own for a store, gone with the test.</summary>
public abstract class StoreFolder : IDisposable
{
    /// <summary>2026-11-22T12:00:00Z.</summary>
    protected static readonly DateTimeOffset Noon = DateTimeOffset.FromUnixTimeMilliseconds(
        1_795_348_800_000
    );

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clickdash-store-");

    protected string Folder => _folder.FullName;

    protected string File => Path.Combine(Folder, "clickdash.db");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected CountStore Open() => CountStore.Open(File, Noon);

    /// <summary>Runs statements on the file beside what holds it.</summary>
    protected void Run(string sql)
    {
        using var raw = new SqliteConnection($"Data Source={File};Pooling=False");
        raw.Open();
        using var command = raw.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
