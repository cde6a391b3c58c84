using ClickDash.Core.Live;
using ClickDash.Server.Live;
using ClickDash.Server.Ops;
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
    private Journal? _unstored;
    private string? _trouble;
    private DateTimeOffset _retainedAt;
    private bool _isClosed;

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
            Open();
            if (
                _store?.Load(Time.GetUtcNow().ToUnixTimeSeconds() - LiveWindow.LiveSeconds) is
                { } state
            )
            {
                engine.Restore(state);
                logger.LogInformation(
                    "Going on where {Path} ends: {Clicks} clicks, stored at {At:u}",
                    settings.Store.Path,
                    state.Totals.Clicks,
                    DateTimeOffset.FromUnixTimeMilliseconds(state.At)
                );
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

    private void Flush()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            var batch = engine.TakeBatch();
            if (_unstored is { } unstored)
            {
                unstored.Add(batch.Journal);
                unstored.Limit(batch.At);
                batch = batch with { Journal = unstored };
            }

            _unstored = batch.Journal;
            try
            {
                if (_store is null)
                {
                    Open();
                    Refuse();
                }

                if (_store is { } store)
                {
                    store.Write(batch, batch.Journal.Name);
                    _unstored = null;
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

    /// <summary>A store of an earlier run that can be opened only now has offsets that were not gone on from.</summary>
    private void Refuse()
    {
        if (_store?.Load(long.MaxValue) is not null)
        {
            _store.Dispose();
            _store = null;
            Tell(
                $"Counts are not being stored in {settings.Store.Path}: it holds an earlier run's, which could not be read at the start. Start the server again to go on from them."
            );
        }
    }

    private void Open()
    {
        if (settings.Store.Path is not { Length: > 0 } path)
        {
            _store = CountStore.InMemory();
            return;
        }

        try
        {
            _store = CountStore.Open(path, Time.GetUtcNow());
            if (_store.SetAside is { } aside)
            {
                logger.LogError(
                    "The store {Path} is damaged. It was set aside as {Aside}, and a new one begun",
                    path,
                    aside
                );
            }
        }
        catch (Exception e)
            when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            Tell(Trying(e.Message));
        }
    }

    private void Retain(CountStore store)
    {
        var now = Time.GetUtcNow();
        if (now - _retainedAt >= RetainEvery)
        {
            store.Retain(
                Retention.At(
                    now,
                    settings.Store.MinuteRetention,
                    settings.Store.HourRetention,
                    settings.Live.AllowedLateness
                )
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
