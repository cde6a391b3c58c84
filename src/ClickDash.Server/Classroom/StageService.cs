using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ClickDash.Core.Wire;

namespace ClickDash.Server.Classroom;

/// <summary>Owns the one stage and tells all who watch it of each change. Safe for use by several callers at once.</summary>
public sealed class StageService
{
    private readonly Lock _gate = new();
    private readonly List<Channel<Stage>> _watchers = [];
    private Stage _now = Stage.Usual;

    /// <summary>What is shown now.</summary>
    public Stage Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    /// <summary>Changes it. False where the change is wrong; <paramref name="parameter"/> and <paramref name="problem"/> say what.</summary>
    public bool TryChange(StageChange change, out string parameter, out string problem)
    {
        lock (_gate)
        {
            if (!_now.TryChange(change, out var next, out parameter, out problem))
            {
                return false;
            }

            Set(next);
            return true;
        }
    }

    /// <summary>Notes that the shown counts began afresh.</summary>
    /// <param name="at">When, in epoch milliseconds.</param>
    public void BeginLesson(long at)
    {
        lock (_gate)
        {
            Set(_now with { Version = _now.Version + 1, LessonStart = at });
        }
    }

    /// <summary>The whole stage, then each newer one. One who is slow gets the newest and misses what was between.</summary>
    public async IAsyncEnumerable<Stage> WatchAsync(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var changes = Channel.CreateBounded<Stage>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        lock (_gate)
        {
            changes.Writer.TryWrite(_now);
            _watchers.Add(changes);
        }

        try
        {
            await foreach (var stage in changes.Reader.ReadAllAsync(cancellation))
            {
                yield return stage;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(changes);
            }
        }
    }

    private void Set(Stage next)
    {
        _now = next;
        _watchers.ForEach(watcher => watcher.Writer.TryWrite(next));
    }
}
