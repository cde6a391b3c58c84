using System.Diagnostics;

namespace ClickDash.Kafka;

/// <summary>
/// Asks the broker about the topic and its partitions' ends from time to time, on a thread of its own, so that a broker
/// that hangs holds up neither readers nor coordinator.
/// </summary>
internal sealed class MetadataPoller : IDisposable
{
    // A new partition is noticed within this time.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    // Between two questions, however often it is asked to ask.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan EndsEvery = TimeSpan.FromSeconds(1);

    private readonly TopicQuestion _topic;
    private readonly EndsQuestion _ends;
    private readonly Action _news;
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private readonly AutoResetEvent _ask = new(initialState: false);
    private readonly CancellationTokenSource _stop = new();
    private readonly Backoff _backoff = new(
        TimeSpan.FromMilliseconds(100),
        TimeSpan.FromSeconds(1)
    );
    private volatile TopicMetadata? _latest;
    private volatile int _begun;
    private volatile bool _isAsked = true;

    /// <param name="topic">Asks about the topic.</param>
    /// <param name="ends">Asks for the ends.</param>
    /// <param name="news">Called after each answer, on the poller's thread.</param>
    /// <param name="failed">Called with what no broker's answer explains, which ends the asking.</param>
    public MetadataPoller(
        TopicQuestion topic,
        EndsQuestion ends,
        Action news,
        Action<Exception> failed
    )
    {
        (_topic, _ends, _news, _failed) = (topic, ends, news, failed);
        _thread = new Thread(Poll) { IsBackground = true, Name = "Kafka metadata" };
        _thread.Start();
    }

    /// <summary>The newest answer; null before the first.</summary>
    public TopicMetadata? Latest => _latest;

    /// <summary>The newest known ends by partition, of the newest answer's topic.</summary>
    public IReadOnlyDictionary<int, PartitionEnd> Ends => _ends.Latest;

    /// <summary>The number of the newest question that was begun: later ones see what is so from now on.</summary>
    public int Begun => _begun;

    /// <summary>Asks again now.</summary>
    public void Ask()
    {
        _isAsked = true;
        _ask.Set();
    }

    /// <summary>Stops; waits for a question under way no longer than its time-out.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _ask.Set();
        _thread.Join();
        _ask.Dispose();
        _stop.Dispose();
    }

    private void Poll()
    {
        try
        {
            var due = TimeSpan.Zero;
            var since = 0L;
            while (!_stop.IsCancellationRequested)
            {
                if (_isAsked || Stopwatch.GetElapsedTime(since) >= due)
                {
                    _stop.Token.WaitHandle.WaitOne(Left(since));
                    (_isAsked, since) = (false, Stopwatch.GetTimestamp());
                    due = AskTopic();
                }

                if (_latest is { Answer: MetadataAnswer.Found } found)
                {
                    if (!_ends.Ask(found, _stop.Token))
                    {
                        // Where a leader has gone since it was named, somebody else may lead.
                        _isAsked = true;
                    }

                    _news();
                }

                _ask.WaitOne(due < EndsEvery ? due : EndsEvery);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped in the middle of a question.
        }
        catch (Exception e)
        {
            _failed(e);
        }
    }

    private static TimeSpan Left(long since)
    {
        var left = since == 0 ? TimeSpan.Zero : Least - Stopwatch.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <returns>When to ask again.</returns>
    private TimeSpan AskTopic()
    {
        var number = _begun + 1;
        _begun = number;
        var answer = _topic.Ask(number, _stop.Token);
        _latest = answer;
        _news();
        if (answer is { Answer: MetadataAnswer.Found, IsIdKnown: true })
        {
            _backoff.Succeeded();
            return Calm;
        }

        return _backoff.Failed();
    }
}
