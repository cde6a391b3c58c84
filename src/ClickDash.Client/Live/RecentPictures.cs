using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>The newest few pictures of one stream, so that a page can show those of one moment although its streams come one after the other.</summary>
internal sealed class RecentPictures
{
    // One tick is on its way for a few milliseconds; a stream that left out more than two has pictures of other moments.
    private const int MaxKept = 3;

    private readonly List<Snapshot> kept = [];

    /// <summary>The newest; null before the first.</summary>
    public Snapshot? Newest => kept.Count == 0 ? null : kept[^1];

    /// <summary>The moments of those that are kept, in epoch milliseconds, the newest first.</summary>
    public IEnumerable<long> Moments => kept.Select(picture => picture.Now).Reverse();

    /// <summary>The picture of a moment; null where there is none.</summary>
    public Snapshot? At(long moment) => kept.Find(picture => picture.Now == moment);

    /// <summary>Takes the stream's picture; of another view than those that are kept, it is the only one.</summary>
    public void Take(Snapshot? picture)
    {
        if (picture is null || ReferenceEquals(picture, Newest))
        {
            return;
        }

        if (Newest is { } newest && newest.View != picture.View)
        {
            kept.Clear();
        }

        // A whole picture may come after the frame of the same tick.
        kept.RemoveAll(old => old.Now == picture.Now);
        kept.Add(picture);
        if (kept.Count > MaxKept)
        {
            kept.RemoveAt(0);
        }
    }
}
