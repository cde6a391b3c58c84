namespace ClickDash.Kafka;

/// <summary>
/// Keeps the requests of an admin client that are under way: one may be given up waiting for, but librdkafka aborts the
/// process when its client is taken away under it. Safe for use by several threads at once.
/// </summary>
internal sealed class AdminRequests
{
    private readonly Lock _gate = new();
    private readonly List<Task> _running = [];

    /// <summary>Waits for an answer.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the request goes on.</exception>
    /// <exception cref="AggregateException">The request failed.</exception>
    public T Wait<T>(Task<T> request, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _running.RemoveAll(one => one.IsCompleted);
            _running.Add(request);
        }

        request.Wait(cancellation);
        return request.Result;
    }

    /// <summary>Whether all have ended, within a time.</summary>
    public bool HaveEnded(TimeSpan patience)
    {
        Task all;
        lock (_gate)
        {
            all = Task.WhenAll(_running);
        }

        // How each has ended was for whoever asked.
        return Task.WhenAny(all, Task.Delay(patience)).GetAwaiter().GetResult() == all;
    }
}
