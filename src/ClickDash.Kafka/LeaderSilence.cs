namespace ClickDash.Kafka;

/// <summary>Notices leaders that do not answer although the cluster still names them: a broker that hangs, or a wall that swallows what is sent to it.</summary>
/// <param name="time">Tells how long.</param>
internal sealed class LeaderSilence(TimeProvider time)
{
    // A question that is not answered is given up after two seconds and asked again: this is several in a row.
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, (long AskedAt, long Since)> _answers = [];

    /// <summary>Whether a partition's leader has not answered for a while.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="askedAt">When the question was asked that it answered last; 0 where it never did.</param>
    public bool IsLong(int partition, long askedAt)
    {
        if (!_answers.TryGetValue(partition, out var last) || last.AskedAt != askedAt)
        {
            _answers[partition] = last = (askedAt, time.GetTimestamp());
        }

        return time.GetElapsedTime(last.Since) >= Long;
    }

    /// <summary>Forgets all that it knows.</summary>
    public void Clear() => _answers.Clear();

    /// <summary>Forgets what it knows of a partition: nobody asks its leader now.</summary>
    public void Forget(int partition) => _answers.Remove(partition);
}
