namespace ClickDash.Core.Live;

/// <summary>The totals of a ring's buckets as a column.</summary>
internal sealed class TotalColumn(Rollup ring) : ColumnSet(ring)
{
    /// <summary>Stands where there is no bucket.</summary>
    public const long Absent = long.MinValue;

    private static readonly long[] Blank = Column.Blank(Absent);

    private readonly Column _column = new(Blank);

    /// <summary>The totals as they are now, for the buckets from one to another.</summary>
    public Column.Picture Read(long from, long to)
    {
        Cover(from, to);
        return _column.Share();
    }

    public override void Leave(Bucket bucket)
    {
        if (Holds(bucket.Index))
        {
            _column.Set(bucket.Index, Absent);
        }
    }

    public override void Add(Bucket bucket, Bucket added) => Enter(bucket);

    protected override void Clear() => _column.Clear();

    protected override void Begin(long chunk) => _column.Begin(chunk);

    protected override void Set(Bucket bucket) => _column.Set(bucket.Index, bucket.Total);
}
