using ClickDash.Core.Live;
using ClickDash.Server.Engine;
using ClickDash.Server.Hosting;
using ClickDash.Server.Settings;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>
/// Stores what was counted every two seconds, where reading begins, and at the stop. While it cannot, the dashboard stays live and
/// says so; what was not stored is kept and stored when it can be.
/// </summary>
public sealed class StoreService(
    ClickDashSettings settings,
    LiveEngine engine,
    TimeProvider time,
    ILogger<StoreService> logger
) : PeriodicService(Every, time)
{
    // A crash reads again what came in this time.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetainEvery = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private CountStore? _store;
    private StoreBatch? _pending;
    private string? _trouble;
    private DateTimeOffset _retainedAt;
    private bool _isClosed;
    private bool _isRefused;

    /// <summary>The store; null while it cannot be opened.</summary>
    public CountStore? Store
    {
        get
        {
            lock (_gate)
            {
                return _store;
            }
        }
    }

    /// <summary>Opens the store and goes on where it ends, before anything is read.</summary>
    /// <exception cref="StoreException">The store is another server's, or a newer program's: this one must not start.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            OpenOrEnd();
            if (_store is { } store)
            {
                engine.UserSalt = store.Salt;
                GoOn(store);
            }

            // From here on the engine keeps what is to be stored.
            engine.TakeBatch();
            engine.Store = Flush;
        }

        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Flush();
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _store?.Dispose();
        }

        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Tick() => Flush();

    /// <summary>All that was counted up to now in a content: what is stored, and what waits to be, of one moment.</summary>
    /// <param name="content">The content's name; null for the one that is counted now.</param>
    /// <param name="from">From when on what waits is wanted, in epoch milliseconds.</param>
    /// <param name="to">Up to when.</param>
    /// <returns>What is stored, to be disposed on the same thread, and what waits; null where there is no store or no such content.</returns>
    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public (StoreReader Stored, PendingWrites Pending)? Read(string? content, long from, long to)
    {
        lock (_gate)
        {
            if (_isClosed || _store?.Read(content) is not { } reader)
            {
                return null;
            }

            return (
                reader,
                reader.Content.Id == _store.Content.Id
                    ? Take().Pending.Copy(from / 1000, to / 1000 + 1)
                    : new PendingWrites()
            );
        }
    }

    private void Flush()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            var batch = Take();
            if (engine.Aggregator.HasFailed)
            {
                // What it is of is read again by the next run. Known for sure only now: all that was handed over before is done.
                return;
            }

            try
            {
                if (_store is null && !_isRefused)
                {
                    Open();
                    Refuse();
                }

                if (_store is { } store)
                {
                    store.Write(batch);
                    _pending = null;
                    Retain(store);
                    Tell(null);
                }
            }
            catch (SqliteException e)
            {
                Tell(Trying(e.Message));
            }
        }
    }

    /// <summary>What waits to be stored, with all that was counted up to now.</summary>
    private StoreBatch Take()
    {
        var batch = engine.TakeBatch();
        if (_pending is { } pending)
        {
            pending.Pending.Add(batch.Pending);
            if (_trouble is not null)
            {
                pending.Pending.Limit(batch.At);
            }

            batch = batch with { Pending = pending.Pending };
        }

        return _pending = batch;
    }

    private void GoOn(CountStore store)
    {
        var now = engine.Clock + store.Ahead;
        if (store.Load(now / 1000 - LiveWindow.LiveSeconds) is not { } state)
        {
            return;
        }

        // The embedded broker's topic is a new one at every start.
        engine.Restore(settings.IsEmbedded ? state.WithNewTopics() : state);
        logger.LogInformation(
            "Going on where {Path} ends: {Clicks} clicks, stored at {At:u}",
            settings.Store.Path,
            state.Totals.Clicks,
            DateTimeOffset.FromUnixTimeMilliseconds(state.At)
        );
        var start = settings.Kafka.StartFrom;
        if (
            !settings.IsEmbedded
            && start != "latest"
            && state.Content.Topics.Any(topic => topic.StartFrom != start)
        )
        {
            logger.LogInformation(
                "ClickDash:Kafka:StartFrom is {StartFrom}, but reading goes on where {Path} ends: it is for topics and partitions that were never read. To read again from there, choose another ClickDash:Store:Path",
                start,
                settings.Store.Path
            );
        }
    }

    /// <summary>A store of an earlier run that can be opened only now has offsets that were not gone on from.</summary>
    private void Refuse()
    {
        if (_store?.Load(long.MaxValue) is not null)
        {
            _store.Dispose();
            (_store, _isRefused) = (null, true);
            Tell(
                $"Counts are not being stored in {settings.Store.Path}: it holds an earlier run's, which could not be read at the start. Start the server again to go on from them."
            );
        }
    }

    /// <summary>One that must not start stores nothing at its end either.</summary>
    private void OpenOrEnd()
    {
        try
        {
            Open();
        }
        catch (StoreException)
        {
            _isClosed = true;
            throw;
        }
    }

    private void Open()
    {
        var contents = TopicContent.Of(settings);
        if (settings.Store.Path is not { Length: > 0 } path)
        {
            _store = CountStore.InMemory(contents, engine.UserSalt);
            return;
        }

        try
        {
            _store = CountStore.Open(path, Time.GetUtcNow(), contents, engine.UserSalt);
            Report(_store, path);
        }
        catch (Exception e)
            when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            Tell(Trying(e.Message));
        }
    }

    /// <summary>Says what was found.</summary>
    private void Report(CountStore store, string path)
    {
        if (store.SetAside is { } aside)
        {
            logger.LogError(
                "The store {Path} is damaged. It was set aside as {Aside}, and a new one begun",
                path,
                aside
            );
        }

        if (store.Backup is { } backup)
        {
            logger.LogInformation(
                "The store {Path} is an earlier version's. It was copied to {Backup}, and brought up to date",
                path,
                backup
            );
        }

        foreach (var sentence in store.Said)
        {
            logger.LogWarning("The store {Path}: {Sentence}", path, sentence);
        }
    }

    private void Retain(CountStore store)
    {
        var now = Time.GetUtcNow();
        if (now - _retainedAt >= RetainEvery)
        {
            // Brokers' clocks may be set wrong, and right again: nothing is deleted before it is old by both clocks, nor as of the future
            // that is the past by one of them.
            var (clock, followed) = (now.ToUnixTimeMilliseconds(), engine.Now);
            store.Retain(
                Retention.At(
                    DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(clock, followed)),
                    settings.Store.MinuteRetention,
                    settings.Store.HourRetention,
                    settings.Live.AllowedLateness
                ) with
                {
                    Now = Math.Max(clock, followed),
                }
            );
            _retainedAt = now;
        }
    }

    private string Trying(string reason) =>
        $"Counts are not being stored in {settings.Store.Path}: {reason.TrimEnd('.')}. Trying again.";

    private void Tell(string? trouble)
    {
        if (trouble == _trouble)
        {
            return;
        }

        if (trouble is null)
        {
            logger.LogInformation("Counts are stored again in {Path}", settings.Store.Path);
        }
        else
        {
            logger.LogError("{Trouble}", trouble);
        }

        _trouble = trouble;
        engine.TellStore(trouble);
    }
}
