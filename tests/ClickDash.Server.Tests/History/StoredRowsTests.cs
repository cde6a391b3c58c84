using System.Text;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.History;
using ClickDash.Server.Ingest;
using ClickDash.Server.Live;
using ClickDash.Server.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.History;

/// <summary>Counts that replace the last of their row stay exact when the server dies and reads messages again.</summary>
public sealed class StoredRowsTests : StoreFolder
{
    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public async Task Rows_replaced_before_and_after_a_crash_count_as_their_last()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(0);
            first.Take(0, ("/a", 5), ("/b", 3), ("/a", 7));
            first.Engine.Store();
            // Lost with the crash, and read again after it.
            first.Take(3, ("/a", 9), ("/b", 1));
            first.Crash();
        }

        await using (var second = await StartAsync())
        {
            second.Begin(3, from: 0);
            second.Take(0, ("/a", 5), ("/b", 3), ("/a", 7), ("/a", 9), ("/b", 1), ("/a", 9));
            second.Ends(6);

            second.Picture().Ranking.ShouldBe([new("/a", 9, 0), new("/b", 1, 0)]);
            second.Picture("page:/a").Ranking.ShouldBe([new("/a", 9, 0)]);
            second.Engine.Totals().Clicks.ShouldBe(10);
            await second.StopAsync();
        }

        await using var third = await StartAsync();
        third.Engine.Totals().Clicks.ShouldBe(10);
        third.Picture().Ranking.ShouldBe([new("/a", 9, 0), new("/b", 1, 0)]);
    }

    [Fact]
    public async Task A_row_that_was_let_go_stays_too_late_after_a_restart()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(0);
            first.Take(0, ("/a", 5));
            _time.Advance(TimeSpan.FromSeconds(601));
            first.Take(1, Noon.AddSeconds(601), ("/new", 1));
            await first.StopAsync();
        }

        Count("latest").ShouldBe(1);

        await using var second = await StartAsync();
        second.Begin(2);
        // By its own message it would be in time.
        second.Came = Noon.AddSeconds(599);
        second.Take(2, ("/a", 6));

        second.Engine.Totals().Dropped["too_late"].ShouldBe(1);
        second.Engine.Totals().Clicks.ShouldBe(6);
    }

    [Fact]
    public async Task While_the_store_cannot_be_written_the_rows_wait_with_the_counts()
    {
        Directory.CreateDirectory(File);
        await using (var first = await StartAsync())
        {
            first.Begin(0);
            first.Take(0, ("/a", 5), ("/b", 2));
            first.Engine.Store();
            first.Take(2, ("/a", 6));
            first.Engine.Store();
            Directory.Delete(File);
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Begin(3);
        second.Take(3, ("/a", 8), ("/b", 2));
        second.Picture().Ranking.ShouldBe([new("/a", 8, 0), new("/b", 2, 0)]);
    }

    [Fact]
    public void A_store_of_the_first_version_is_brought_up_to_date()
    {
        Open().Dispose();
        Run("DROP TABLE latest; DROP TABLE latest_since; DROP TABLE mark; PRAGMA user_version = 1");
        Open().Dispose();
        Count("latest").ShouldBe(0);
        Count("mark").ShouldBe(0);
    }

    private void Run(string sql)
    {
        using var raw = new SqliteConnection($"Data Source={File};Pooling=False");
        raw.Open();
        using var command = raw.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Count(string table)
    {
        using var raw = new SqliteConnection($"Data Source={File};Pooling=False");
        raw.Open();
        using var command = raw.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    private async Task<Server> StartAsync()
    {
        var server = new Server(
            new ClickDashSettings
            {
                Kafka = new KafkaOptions { BootstrapServers = "127.0.0.1:1" },
                Format = "counts",
                Store = new StoreSettings { Path = File },
            },
            _time
        );
        await server.Service.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    private sealed class Server : IAsyncDisposable
    {
        private readonly FakeTimeProvider _time;
        private readonly KafkaConnection _kafka;

        public Server(ClickDashSettings settings, FakeTimeProvider time)
        {
            _time = time;
            _kafka = new KafkaConnection(settings);
            Engine = new LiveEngine(
                settings,
                _kafka,
                new Connections(settings, NullLogger<Connections>.Instance),
                time,
                NullLogger<LiveEngine>.Instance
            );
            Service = new StoreService(settings, Engine, time, NullLogger<StoreService>.Instance);
        }

        public LiveEngine Engine { get; }

        public StoreService Service { get; }

        /// <summary>The time of messages; now where not set.</summary>
        public DateTimeOffset? Came { get; set; }

        private IMessageSink Sink => Engine.Topics[0];

        public void Begin(long offset, long? from = null) =>
            Sink.Begin("id", [new PartitionStart(0, offset, 0, offset, from ?? offset)]);

        public void Take(long offset, params (string Page, long Count)[] rows) =>
            Take(offset, Noon, rows);

        public void Take(
            long offset,
            DateTimeOffset second,
            params (string Page, long Count)[] rows
        )
        {
            var batch = new MessageBatch();
            foreach (var (page, count) in rows)
            {
                var value =
                    $$"""{"second":{{second.ToUnixTimeSeconds()}},"page":"{{page}}","count":{{count}}}""";
                batch.Add(
                    0,
                    offset++,
                    (Came ?? _time.GetUtcNow()).ToUnixTimeMilliseconds(),
                    key: default,
                    Encoding.UTF8.GetBytes(value)
                );
            }

            Sink.Take(batch);
        }

        public void Ends(long end)
        {
            Sink.Ends([new PartitionEnd(0, end)]);
            Sink.Ends([new PartitionEnd(0, end)]);
        }

        public Snapshot Picture(params string[] filters)
        {
            View.TryCreate(new ViewRequest(Filters: filters), out var view, out _, out _)
                .ShouldBeTrue();
            return Engine.Take([Engine.Open(view!)], sequence: 1)[0];
        }

        public Task StopAsync() => Service.StopAsync(TestContext.Current.CancellationToken);

        public void Crash() => Service.Dispose();

        public ValueTask DisposeAsync()
        {
            Service.Dispose();
            _kafka.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
