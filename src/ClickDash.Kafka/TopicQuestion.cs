using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ClickDash.Kafka;

/// <summary>Asks the broker about the topic, once. Never creates it: that is the consumer's handle's doing.</summary>
/// <param name="admin">Made of a consumer's handle.</param>
/// <param name="requests">Its requests.</param>
/// <param name="topic">The topic.</param>
/// <param name="servers">Where the broker is.</param>
/// <param name="isEmbedded">Whether it is the embedded broker, which never answers about ids.</param>
internal sealed class TopicQuestion(
    IAdminClient admin,
    AdminRequests requests,
    string topic,
    string servers,
    bool isEmbedded
)
{
    // Short enough that a broker which is not there is said to be so within a few seconds.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    // What Kafka says for "no id".
    private const string NoId = "AAAAAAAAAAAAAAAAAAAAAA";

    private bool _hasNoIds;
    private bool _mightRead = true;

    /// <param name="number">The question's number.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TopicMetadata Ask(int number, CancellationToken cancellation)
    {
        try
        {
            // Any broker answers this, and names the one that the next question goes to.
            var found = AskAnyBroker(number);
            return found.Answer == MetadataAnswer.Found && !isEmbedded && !_hasNoIds
                ? AskForId(found, cancellation)
                : found;
        }
        catch (KafkaException e)
        {
            return new(number, MetadataAnswer.Unreachable, [], Error: e.Error);
        }
    }

    private TopicMetadata AskAnyBroker(int number)
    {
        var found = admin
            .GetMetadata(topic, Timeout)
            .Topics.Find(one => string.Equals(one.Topic, topic, StringComparison.Ordinal));
        return Judge(
            number,
            found?.Error ?? new Error(ErrorCode.UnknownTopicOrPart),
            [
                .. (found?.Partitions ?? []).Select(one => new PartitionMetadata(
                    one.PartitionId,
                    one.Leader >= 0
                )),
            ],
            isEmbedded ? EmbeddedBroker.TopicId(servers) : null
        );
    }

    private TopicMetadata AskForId(TopicMetadata known, CancellationToken cancellation)
    {
        try
        {
            var asked = admin.DescribeTopicsAsync(
                TopicCollection.OfTopicNames([topic]),
                new DescribeTopicsOptions
                {
                    RequestTimeout = Timeout,
                    IncludeAuthorizedOperations = true,
                }
            );
            return Judge(known.Number, requests.Wait(asked, cancellation).TopicDescriptions[0]);
        }
        catch (AggregateException e) when (e.InnerException is DescribeTopicsException partly)
        {
            return Judge(known.Number, partly.Results.TopicDescriptions[0]);
        }
        catch (AggregateException e) when (e.InnerException is KafkaException refused)
        {
            _hasNoIds =
                refused.Error.Code
                    is ErrorCode.Local_UnsupportedFeature
                        or ErrorCode.UnsupportedVersion;
            return known with { IsIdKnown = _hasNoIds, MayRead = _mightRead };
        }
    }

    private TopicMetadata Judge(int number, TopicDescription described)
    {
        _mightRead =
            described.AuthorizedOperations is not { Count: > 0 } rights
            || rights.Contains(AclOperation.Read)
            || rights.Contains(AclOperation.All);
        var id = described.TopicId?.ToString();
        return Judge(
            number,
            described.Error,
            [
                .. described.Partitions.Select(one => new PartitionMetadata(
                    one.Partition,
                    one.Leader is { Id: >= 0 }
                )),
            ],
            string.IsNullOrEmpty(id) || id == NoId ? null : id,
            _mightRead
        );
    }

    private static TopicMetadata Judge(
        int number,
        Error error,
        IReadOnlyList<PartitionMetadata> partitions,
        string? id,
        bool mayRead = true
    ) =>
        error.Code switch
        {
            ErrorCode.NoError when partitions.Count > 0 => new(
                number,
                MetadataAnswer.Found,
                [.. partitions.OrderBy(one => one.Number)],
                id,
                mayRead
            ),
            ErrorCode.NoError
            or ErrorCode.UnknownTopicOrPart
            or ErrorCode.Local_UnknownTopic
            or ErrorCode.LeaderNotAvailable => new(number, MetadataAnswer.Missing, []),
            _ when error.IsLocalError => new(number, MetadataAnswer.Unreachable, [], Error: error),
            _ => new(number, MetadataAnswer.Refused, [], Error: error),
        };
}
