namespace ClickDash.Core.Live;

/// <summary>
/// Columns over a ring that are kept up to date: each change of a bucket is a change of one number in those that it is about.
/// </summary>
internal abstract class ColumnSet(Rollup ring) : RollupFollower
{
    private static readonly long Chunks = Column.ChunkOf(Column.Length);

    // The newest chunk that the columns hold; what is beyond is read from the ring once it is reached.
    private long? _newest;

    /// <summary>Has the columns hold the buckets from one to another.</summary>
    protected void Cover(long from, long to)
    {
        var newest = Column.ChunkOf(to);
        if (
            _newest is not { } before
            || newest - before >= Chunks
            || Column.ChunkOf(from) <= before - Chunks
        )
        {
            Clear();
            _newest = newest;
            ReadFrom(newest - Chunks + 1);
            return;
        }

        if (newest > before)
        {
            for (var chunk = before + 1; chunk <= newest; chunk++)
            {
                Begin(chunk);
            }

            _newest = newest;
            ReadFrom(before + 1);
        }
    }

    /// <summary>Whether the columns hold a bucket.</summary>
    protected bool Holds(long index) =>
        _newest is { } newest
        && Column.ChunkOf(index) <= newest
        && Column.ChunkOf(index) > newest - Chunks;

    /// <summary>The buckets that the columns hold.</summary>
    protected IEnumerable<Bucket> Held() => From(_newest!.Value - Chunks + 1);

    /// <summary>Makes all columns blank.</summary>
    protected abstract void Clear();

    /// <summary>Makes a chunk of all columns blank.</summary>
    protected abstract void Begin(long chunk);

    /// <summary>Sets the columns' numbers of a bucket.</summary>
    protected abstract void Set(Bucket bucket);

    public sealed override void Enter(Bucket bucket)
    {
        if (Holds(bucket.Index))
        {
            Set(bucket);
        }
    }

    private void ReadFrom(long chunk)
    {
        foreach (var bucket in From(chunk))
        {
            Set(bucket);
        }
    }

    private IEnumerable<Bucket> From(long chunk)
    {
        for (var index = Column.FirstOf(chunk); index < Column.FirstOf(_newest!.Value + 1); index++)
        {
            if (ring[index] is { } bucket)
            {
                yield return bucket;
            }
        }
    }
}
