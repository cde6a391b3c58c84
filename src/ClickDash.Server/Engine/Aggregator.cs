using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ClickDash.Server.Engine;

/// <summary>
/// The one thread that owns what is counted. Work is done in the order in which it is handed over, so that who asks sees
/// everything that was handed over before. Safe to use from several threads; nothing waits for a lock.
/// </summary>
public sealed class Aggregator : IDisposable
{
    private readonly ConcurrentQueue<Action> _work = new();
    private readonly AutoResetEvent _came = new(initialState: false);
    private readonly Thread _thread;
    private volatile bool _isStopped;
    private volatile bool _hasFailed;

    public Aggregator()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "aggregator" };
        _thread.Start();
    }

    /// <summary>Hands over work; what it throws is handed to <see cref="Failed"/>.</summary>
    public void Post(Action work)
    {
        _work.Enqueue(work);
        _came.Set();
    }

    /// <summary>Called on the aggregator's thread with what posted work has thrown: counts are not to be trusted after it.</summary>
    public Action<Exception> Failed { get; set; } =
        exception => ExceptionDispatchInfo.Throw(exception);

    /// <summary>Whether posted work has thrown.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>Does something on the aggregator's thread and waits for what it gives; what it throws comes to the caller.</summary>
    public T Ask<T>(Func<T> question)
    {
        if (_isStopped || Thread.CurrentThread == _thread)
        {
            return question();
        }

        var answer = new TaskCompletionSource<T>();
        Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception e)
            {
                answer.SetException(e);
            }
        });
        return answer.Task.GetAwaiter().GetResult();
    }

    /// <summary>Does something on the aggregator's thread and waits until it is done.</summary>
    public void Do(Action work) =>
        Ask(() =>
        {
            work();
            return true;
        });

    /// <summary>Does what was handed over, then ends the thread.</summary>
    public void Dispose()
    {
        if (!_isStopped)
        {
            Post(() => _isStopped = true);
            _thread.Join();
            _came.Dispose();
        }
    }

    private void Run()
    {
        while (!_isStopped)
        {
            if (!_work.TryDequeue(out var work))
            {
                _came.WaitOne();
                continue;
            }

            try
            {
                work();
            }
            catch (Exception e)
            {
                _hasFailed = true;
                Failed(e);
            }
        }
    }
}
