using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>Where a page gets what is stored of the past.</summary>
public interface IHistoryFeed
{
    /// <summary>A picture of a view's filters and split in a stretch of the past; where there is none, why, in words.</summary>
    /// <param name="view">Its split, filters and top count; its window does not.</param>
    /// <param name="start">Where it begins, in epoch milliseconds.</param>
    /// <param name="until">Where it ends.</param>
    /// <param name="seconds">The length of a bucket.</param>
    /// <param name="token">Ends the asking.</param>
    Task<(Snapshot? Picture, string Problem)> ReadAsync(
        View view,
        long start,
        long until,
        int seconds,
        CancellationToken token
    );

    /// <summary>The newest marks, in order of time; none where the server does not answer.</summary>
    /// <param name="token">Ends the asking.</param>
    Task<Mark[]> MarksAsync(CancellationToken token);
}

/// <summary>No past: while a page is rendered on the server, its reader has not asked for any yet.</summary>
public sealed class NoHistory : IHistoryFeed
{
    public Task<(Snapshot? Picture, string Problem)> ReadAsync(
        View view,
        long start,
        long until,
        int seconds,
        CancellationToken token
    ) => Task.FromResult(((Snapshot?)null, ""));

    public Task<Mark[]> MarksAsync(CancellationToken token) => Task.FromResult<Mark[]>([]);
}
