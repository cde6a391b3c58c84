using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>
/// Pictures that stand. Where another view is asked for meanwhile, its first picture is taken and stands from then on: it is
/// of a later moment than <see cref="At"/>, and the page says so.
/// </summary>
internal sealed class FrozenPictures(Snapshot picture, Dictionary<Dimension, Snapshot?> beside)
{
    private Snapshot last = picture;

    /// <summary>The moment that was frozen, in epoch milliseconds.</summary>
    public long At { get; } = picture.Now;

    /// <summary>The chosen view's picture.</summary>
    public Snapshot Picture { get; private set; } = picture;

    /// <summary>Clicks that came since <see cref="Picture"/>.</summary>
    public long Since { get; private set; }

    /// <summary>The picture split by another dimension; null where there is none.</summary>
    public Snapshot? Beside(Dimension split) => beside.GetValueOrDefault(split);

    /// <summary>Counts what a live picture has more than the one before it, and takes pictures of views that are new.</summary>
    public void Follow(
        View view,
        Snapshot? live,
        IEnumerable<(Dimension Split, Snapshot? Picture)> besides
    )
    {
        if (live is not null && live.View == view.Request)
        {
            if (Picture.View != view.Request)
            {
                (Picture, last, Since) = (live, live, 0);
            }
            else if (last.View == live.View && !ReferenceEquals(last, live))
            {
                Since += More(last, live);
                last = live;
            }
        }

        foreach (var (split, side) in besides)
        {
            var request = LiveViews.Side(view, split).Request;
            if (side?.View == request && Beside(split)?.View != request)
            {
                beside[split] = side;
            }
        }
    }

    /// <summary>By how much the buckets of both windows have grown; those that are new count in full.</summary>
    private static long More(Snapshot before, Snapshot after)
    {
        var more = 0L;
        for (var i = -after.Previous.Length; i < after.Total.Length; i++)
        {
            var at = (after.Start - before.Start) / after.Step + i;
            more +=
                (Bucket(after, i) ?? 0) - (at < before.Total.Length ? Bucket(before, at) ?? 0 : 0);
        }

        return Math.Max(0, more);
    }

    private static long? Bucket(Snapshot picture, long i) =>
        i >= 0 ? picture.Total[i] : picture.Previous[picture.Previous.Length + i];
}
