using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ClickDash.Kafka;

/// <summary>
/// Asks the broker about the topic from time to time, on a thread of its own, so that a broker that hangs never holds
/// up reading. It asks through the consumer's own connection: any other client's question would create the topic.
/// </summary>
internal sealed class TopicScout : IDisposable
{
    // Short enough that a broker which is not there is said to be so within a few seconds.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    // A new partition is noticed within this time.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    private readonly IAdminClient _admin;
    private readonly string _topic;
    private readonly Thread _thread;
    private readonly AutoResetEvent _ask = new(initialState: false);
    private readonly Backoff _backoff = new(
        TimeSpan.FromMilliseconds(100),
        TimeSpan.FromSeconds(1)
    );
    private volatile bool _stopped;
    private volatile TopicSurvey? _latest;
    private volatile int _number;
    private bool _knowsIds;

    /// <param name="handle">The consumer's; must outlive the scout.</param>
    /// <param name="topic">The topic asked about.</param>
    /// <param name="hasTopicIds">Whether the broker may be asked for ids: the embedded one never answers.</param>
    public TopicScout(Handle handle, string topic, bool hasTopicIds)
    {
        _admin = new DependentAdminClientBuilder(handle).Build();
        _topic = topic;
        _knowsIds = hasTopicIds;
        _thread = new Thread(Watch) { IsBackground = true, Name = "Kafka topic scout" };
        _thread.Start();
    }

    /// <summary>The newest answer; null before the first.</summary>
    public TopicSurvey? Latest => _latest;

    /// <summary>The number of the newest survey that was begun: later ones see what is so from now on.</summary>
    public int Begun => _number;

    /// <summary>Asks again now.</summary>
    public void Ask() => _ask.Set();

    public void Dispose()
    {
        _stopped = true;
        _ask.Set();
        _thread.Join();
        _ask.Dispose();
        _admin.Dispose();
    }

    private void Watch()
    {
        while (!_stopped)
        {
            var survey = Survey(_number + 1);
            _latest = survey;
            var wait = Calm;
            if (survey.Answer == SurveyAnswer.Found)
            {
                _backoff.Succeeded();
            }
            else
            {
                wait = _backoff.Failed();
            }

            _ask.WaitOne(wait);
        }
    }

    private TopicSurvey Survey(int number)
    {
        _number = number;
        try
        {
            var topic = _admin
                .GetMetadata(_topic, Timeout)
                .Topics.Find(topic => string.Equals(topic.Topic, _topic, StringComparison.Ordinal));
            var error = topic?.Error.Code ?? ErrorCode.UnknownTopicOrPart;
            if (error is ErrorCode.NoError && topic!.Partitions.Count > 0)
            {
                var partitions = topic
                    .Partitions.Select(partition => new SurveyedPartition(
                        partition.PartitionId,
                        partition.Leader >= 0
                    ))
                    .OrderBy(partition => partition.Number)
                    .ToArray();
                return new(number, SurveyAnswer.Found, partitions, AskId(), Error: null);
            }

            var isMissing =
                error
                is ErrorCode.NoError
                    or ErrorCode.UnknownTopicOrPart
                    or ErrorCode.Local_UnknownTopic
                    or ErrorCode.LeaderNotAvailable;
            return new(
                number,
                isMissing ? SurveyAnswer.Missing : SurveyAnswer.Refused,
                [],
                TopicId: null,
                topic?.Error
            );
        }
        catch (KafkaException e)
        {
            return new(number, SurveyAnswer.Unreachable, [], TopicId: null, e.Error);
        }
    }

    private string? AskId()
    {
        if (!_knowsIds)
        {
            return null;
        }

        try
        {
            var options = new DescribeTopicsOptions { RequestTimeout = Timeout };
            var answer = _admin
                .DescribeTopicsAsync(TopicCollection.OfTopicNames([_topic]), options)
                .GetAwaiter()
                .GetResult();
            return answer.TopicDescriptions[0].TopicId.ToString();
        }
        catch (KafkaException e)
        {
            // Old brokers know no ids, some accounts may not ask. Neither is asked again; a broken connection is.
            _knowsIds = e.Error.IsLocalError && e.Error.Code != ErrorCode.Local_UnsupportedFeature;
            return null;
        }
    }
}
