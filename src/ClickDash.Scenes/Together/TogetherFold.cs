using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;

namespace ClickDash.Scenes.Together;

/// <summary>
/// The scene <c>together</c>: which pages go together, by the sessions that saw them. Learning takes longer than a picture may:
/// <see cref="NextWork"/> hands out what to learn from, and <see cref="Learn"/> takes the model when it is done. Not thread-safe:
/// its owner takes one lock.
/// </summary>
public sealed class TogetherFold(TogetherOptions? options = null) : IClickSink
{
    private const int MostNeighbours = 10;

    // As many as a list to choose from is searched in.
    private const int MostPages = 200;

    // Two pages that one visitor saw are no rule.
    private const int FewestShared = 2;

    private readonly TogetherOptions _options = options ?? new TogetherOptions();
    private readonly SessionBook _book = new(options ?? new TogetherOptions());

    // What was worked out of the model, page by page: no more than there are pages.
    private readonly Dictionary<int, Neighbour[]> _neighbours = [];
    private TogetherModel? _model;
    private PageSeen[] _pages = [];
    private long _learnt;
    private long _learntClicks;
    private bool _isLearning;
    private long _time;
    private long _notClicks;

    /// <summary>Takes a message's clicks.</summary>
    /// <param name="format">How it is read.</param>
    /// <param name="key">Its key; empty where it has none.</param>
    /// <param name="value">Its value; empty where it is null.</param>
    /// <param name="messageTime">Its Kafka timestamp in epoch milliseconds.</param>
    public void Record(
        IClickFormat format,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        long messageTime
    )
    {
        _time = messageTime;
        if (value.Length > Limits.MessageBytes || format.Read(key, value, this) != DropReason.None)
        {
            _notClicks++;
        }
    }

    /// <summary>What to learn from now; null where nothing is new, or it is not yet time.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public Baskets? NextWork(long now)
    {
        if (
            _isLearning
            || _book.Clicks == _learntClicks
            || (_learnt > 0 && now < _learnt + (long)_options.Rest.TotalMilliseconds)
        )
        {
            return null;
        }

        var baskets = _book.Take();
        if (baskets.Sessions == 0)
        {
            return null;
        }

        (_isLearning, _learntClicks) = (true, _book.Clicks);
        return baskets;
    }

    /// <summary>Takes the model of what was handed out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="now">When it was done, in epoch milliseconds.</param>
    public void Learn(TogetherModel model, long now)
    {
        (_model, _learnt, _isLearning) = (model, now, false);
        _neighbours.Clear();
        _pages =
        [
            .. Enumerable
                .Range(0, model.Sessions.Pages.Length)
                .Select(page => new PageSeen(model.Sessions.Pages[page], model.SessionsOf(page)))
                .Where(page => page.Sessions > 0)
                .OrderByDescending(page => page.Sessions)
                .ThenBy(page => page.Page, StringComparer.Ordinal)
                .Take(MostPages),
        ];
    }

    /// <summary>Nothing came of what was handed out: it is tried again after a rest.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void GiveUp(long now) => (_learnt, _learntClicks, _isLearning) = (now, 0, false);

    /// <summary>The picture for a page; for the one that most sessions saw where it is null or not known.</summary>
    public TogetherPicture Take(string? page)
    {
        var number = Number(page) ?? Number(_pages.FirstOrDefault()?.Page);
        return new TogetherPicture(
            number is { } known ? _model!.Sessions.Pages[known] : null,
            number is { } seen ? _model!.SessionsOf(seen) : 0,
            number is { } chosen ? Neighbours(chosen) : [],
            _pages,
            _model is { } model
                ? new ModelFacts(
                    model.Sessions.Sessions,
                    model.Sessions.Entries,
                    model.Sessions.Pages.Length,
                    model.Factors,
                    model.Losses,
                    model.IsCut,
                    model.Milliseconds,
                    _learnt
                )
                : null,
            _book.Sessions,
            _book.Clicks,
            _book.Anonymous,
            _book.BeyondPages,
            _notClicks
        );
    }

    void IClickSink.Add(in Click click)
    {
        // A row of counts is nobody's.
        if (click.Row != 0 || click.Page.Length > Limits.PageBytes)
        {
            _notClicks++;
            return;
        }

        _book.Add(click, click.Time.Milliseconds ?? _time);
    }

    private int? Number(string? page) =>
        page is not null
        && _model is { } model
        && Array.IndexOf(model.Sessions.Pages, page) is >= 0 and var number
        && model.SessionsOf(number) > 0
            ? number
            : null;

    private Neighbour[] Neighbours(int page)
    {
        if (_neighbours.TryGetValue(page, out var known))
        {
            return known;
        }

        var model = _model!;
        var shared = model.Shared(page);
        return _neighbours[page] = [
            .. Enumerable
                .Range(0, shared.Length)
                .Where(other => other != page && shared[other] >= FewestShared)
                .Select(other => new Neighbour(
                    model.Sessions.Pages[other],
                    Math.Round(model.Closeness(page, other), 4),
                    shared[other],
                    model.SessionsOf(other),
                    Math.Round(
                        (double)model.SessionsOf(page)
                            * model.SessionsOf(other)
                            / model.Sessions.Sessions,
                        1
                    )
                ))
                .OrderByDescending(one => one.Closeness)
                .ThenBy(one => one.Page, StringComparer.Ordinal)
                .Take(MostNeighbours),
        ];
    }
}
