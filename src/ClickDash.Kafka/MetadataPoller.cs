using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

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
    private readonly OffsetQuestion _offsets;
    private readonly IsolationLevel _isolation;
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
    private volatile IReadOnlyDictionary<int, PartitionEnd> _ends =
        new Dictionary<int, PartitionEnd>();
    private string? _topicId;
    private volatile int _begun;
    private volatile bool _isAsked = true;

    /// <param name="topic">Asks about the topic.</param>
    /// <param name="offsets">Asks for the ends.</param>
    /// <param name="isolation">The readers' isolation level.</param>
    /// <param name="news">Called after each answer, on the poller's thread.</param>
    /// <param name="failed">Called with what no broker's answer explains, which ends the asking.</param>
    public MetadataPoller(
        TopicQuestion topic,
        OffsetQuestion offsets,
        IsolationLevel isolation,
        Action news,
        Action<Exception> failed
    )
    {
        (_topic, _offsets, _isolation, _news, _failed) = (topic, offsets, isolation, news, failed);
        _thread = new Thread(Poll) { IsBackground = true, Name = "Kafka metadata" };
        _thread.Start();
    }

    /// <summary>The newest answer; null before the first.</summary>
    public TopicMetadata? Latest => _latest;

    /// <summary>The newest known ends by partition, of the newest answer's topic.</summary>
    public IReadOnlyDictionary<int, PartitionEnd> Ends => _ends;

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
                    AskEnds(found);
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
        if (
            answer is { Answer: MetadataAnswer.Found, IsIdKnown: true }
            && answer.TopicId != _topicId
        )
        {
            _topicId = answer.TopicId;
            _ends = new Dictionary<int, PartitionEnd>();
        }

        _latest = answer;
        _news();
        if (answer is { Answer: MetadataAnswer.Found, IsIdKnown: true })
        {
            _backoff.Succeeded();
            return Calm;
        }

        return _backoff.Failed();
    }

    private void AskEnds(TopicMetadata topic)
    {
        int[] led = [.. topic.Partitions.Where(one => one.HasLeader).Select(one => one.Number)];
        var high = _offsets.Ask(
            led,
            OffsetSpec.Latest(),
            IsolationLevel.ReadUncommitted,
            _stop.Token
        );
        var readable =
            _isolation == IsolationLevel.ReadUncommitted
                ? high
                : _offsets.Ask(led, OffsetSpec.Latest(), _isolation, _stop.Token);
        var ends = new Dictionary<int, PartitionEnd>(_ends);
        foreach (var (number, end) in readable)
        {
            // Asked a moment later, the readable end may have passed the watermark of before.
            var mark = high.TryGetValue(number, out var known) ? known.Offset : end.Offset;
            ends[number] = new PartitionEnd(end.Offset, Math.Max(mark, end.Offset));
        }

        _ends = ends;
        _news();
        if (readable.Count < led.Length)
        {
            // A leader has gone since it was named.
            _isAsked = true;
        }
    }
}
