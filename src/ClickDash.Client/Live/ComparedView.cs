using ClickDash.Client.Charts;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>What a picture is compared with beyond the window before: asked of the store as the window moves on. Belongs to the one thread that renders.</summary>
public sealed class ComparedView(IHistoryFeed history)
{
    private const long Hour = 3_600_000;

    // Asked a minute ahead, and again a minute later: the past does not change.
    private const long Ahead = 60_000;

    // As in a replay: single seconds are stored for two hours.
    private const long BySecond = 118 * 60_000;

    private (ViewRequest View, Compare Kind, long From, long To)? asked;

    /// <summary>What is compared with.</summary>
    public Compare Kind { get; set; }

    /// <summary>What there was; null while it is not known, and for the window before, which each picture has.</summary>
    public Ghost? Ghost { get; private set; }

    /// <summary>Asks for what is missing; true where there is another ghost now.</summary>
    /// <param name="view">The chosen view.</param>
    /// <param name="picture">What is shown of it.</param>
    /// <param name="now">The moment of now, in epoch milliseconds.</param>
    /// <param name="token">Ends the asking.</param>
    public async Task<bool> FollowAsync(
        View view,
        Snapshot picture,
        long now,
        CancellationToken token
    )
    {
        if (Kind == Compare.Before)
        {
            var had = Ghost is not null;
            (Ghost, asked) = (null, null);
            return had;
        }

        var (from, to) = (picture.Start, picture.Start + picture.Total.Length * picture.Step);
        if (
            asked is { } known
            && known.View == view.Request
            && known.Kind == Kind
            && from >= known.From
            && to <= known.To
        )
        {
            return false;
        }

        asked = (view.Request, Kind, from, to + Ahead);
        if (await ShiftAsync(token) is not { } shift)
        {
            Ghost = null;
            return true;
        }

        var step = now - from + shift <= BySecond ? picture.Step : Math.Max(picture.Step, 60_000);
        var (then, _) = await history.ReadAsync(
            view,
            (from - shift) / step * step,
            (to + Ahead - shift) / step * step,
            (int)(step / 1000),
            token
        );
        Ghost = then is null ? null : new Ghost(then, shift);
        return true;
    }

    /// <summary>How much earlier it was; null where there is no lesson before this one.</summary>
    private async Task<long?> ShiftAsync(CancellationToken token)
    {
        if (Kind != Compare.Lesson)
        {
            return Kind == Compare.Day ? 24 * Hour : Hour;
        }

        var lessons = (await history.MarksAsync(token))
            .Where(mark => mark.Kind == MarkKind.Lesson)
            .Select(mark => mark.At)
            .ToArray();
        return lessons is [.., var before, var current] ? current - before : null;
    }
}
