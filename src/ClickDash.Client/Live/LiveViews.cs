using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>
/// All that a page watches over its one connection: the view that was chosen, and beside it the same window and filters
/// split by other dimensions. All that is shown is of one moment: a stream whose picture of a tick is still on its way holds the others at the one
/// before. Pictures can be frozen: they stand while the streams go on. Belongs to the one thread that renders.
/// </summary>
public sealed class LiveViews(ILiveFeed feed, TimeProvider time) : IDisposable
{
    /// <summary>How many values a list beside the chosen view shows.</summary>
    public const int SideTop = 5;

    private readonly Dictionary<Dimension, Stream> sides = [];
    private readonly RecentPictures recent = new();
    private Stream? main;
    private FrozenPictures? frozen;
    private long? moment;

    /// <summary>Raised after every change.</summary>
    public event EventHandler? Changed;

    /// <summary>What is watched.</summary>
    public View View { get; private set; } = View.Default;

    /// <summary>The chosen view's stream: how fresh the page is.</summary>
    public LiveState State { get; } = new(time);

    /// <summary>The chosen view's picture, live or frozen; null before the first.</summary>
    public Snapshot? Picture => frozen is null ? Live : frozen.Picture;

    /// <summary>Whether pictures stand.</summary>
    public bool IsFrozen => frozen is not null;

    /// <summary>The moment that was frozen, in epoch milliseconds; null while live.</summary>
    public long? FrozenAt => frozen?.At;

    /// <summary>Clicks that came since the frozen picture.</summary>
    public long Since => frozen?.Since ?? 0;

    /// <summary>The view of the chosen window and filters split by another dimension.</summary>
    public static View Side(View view, Dimension split) =>
        View.TryCreate(
            view.Request with
            {
                Split = split.Name(),
                Top = SideTop,
                Feed = 0,
            },
            out var side,
            out _,
            out var problem
        )
            ? side
            : throw new InvalidOperationException(problem);

    /// <summary>The picture of such a view, live or frozen; null before the first.</summary>
    public Snapshot? Beside(Dimension split) =>
        frozen is not null ? frozen.Beside(split)
        : sides.TryGetValue(split, out var side) ? LiveOf(side)
        : null;

    private Snapshot? Live => (moment is { } at ? recent.At(at) : null) ?? State.Picture;

    /// <summary>Takes the pictures that the page was prerendered with, the chosen view's first.</summary>
    public void Begin(View view, IEnumerable<Snapshot?> pictures)
    {
        View = view;
        foreach (var picture in pictures.OfType<Snapshot>())
        {
            if (picture.View == view.Request)
            {
                State.Begin(picture);
            }
            else if (Dimensions.TryParse(picture.View.Split, out var split))
            {
                Open(Side(view, split)).Begin(picture);
            }
        }
    }

    /// <summary>Watches a view, and others beside it; streams that go on are left alone.</summary>
    public void Watch(View view, IReadOnlyCollection<Dimension> beside)
    {
        View = view;
        if (main is null || !main.View.Equals(view))
        {
            main?.Dispose();
            State.Changed -= OnChanged;
            State.Changed += OnChanged;
            main = new Stream(view, State);
            main.Start(feed);
        }

        foreach (var gone in sides.Keys.Except(beside).ToArray())
        {
            sides.Remove(gone, out var stream);
            stream!.State.Changed -= OnSideChanged;
            stream.Dispose();
        }

        foreach (var split in beside)
        {
            Open(Side(view, split));
            sides[split].Start(feed);
        }
    }

    /// <summary>Lets all pictures stand, or go on.</summary>
    public void Stand(bool frozen)
    {
        if (frozen)
        {
            Freeze();
        }
        else if (IsFrozen)
        {
            Thaw();
        }
    }

    /// <summary>Lets all pictures stand.</summary>
    public void Freeze()
    {
        if (frozen is null && Live is { } picture)
        {
            frozen = new FrozenPictures(
                picture,
                sides.ToDictionary(one => one.Key, one => LiveOf(one.Value))
            );
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Back to live.</summary>
    public void Thaw()
    {
        frozen = null;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        State.Changed -= OnChanged;
        main?.Dispose();
        foreach (var side in sides.Values)
        {
            side.State.Changed -= OnSideChanged;
            side.Dispose();
        }
    }

    /// <summary>The state of a view beside; its last picture stays until the new view's first is there.</summary>
    private LiveState Open(View side)
    {
        sides.TryGetValue(side.Split, out var old);
        if (old is not null && old.View.Equals(side))
        {
            return old.State;
        }

        old?.Dispose();
        var state = old?.State ?? new LiveState(time);
        state.Changed -= OnSideChanged;
        state.Changed += OnSideChanged;
        sides[side.Split] = new Stream(side, state);
        return state;
    }

    private void OnChanged(object? sender, EventArgs e)
    {
        Take();
        frozen?.Follow(View, Live, sides.Select(one => (one.Key, LiveOf(one.Value))));
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>A picture beside came: the page changes where all are there now.</summary>
    private void OnSideChanged(object? sender, EventArgs e)
    {
        var shown = moment;
        Take();
        if (shown != moment)
        {
            OnChanged(sender, e);
        }
    }

    /// <summary>Takes the newest pictures, and finds the newest moment of which all are there; where there is none, each shows its newest.</summary>
    private void Take()
    {
        recent.Take(State.Picture);
        foreach (var side in sides.Values)
        {
            side.Recent.Take(side.State.Picture);
        }

        // One that nothing came of yet holds nobody up.
        var begun = sides.Values.Where(side => side.Recent.Newest?.View == side.View.Request);
        moment = recent
            .Moments.Select(at => (long?)at)
            .FirstOrDefault(at => begun.All(side => side.Recent.At(at!.Value) is not null));
    }

    private Snapshot? LiveOf(Stream side) =>
        (moment is { } at ? side.Recent.At(at) : null) ?? side.State.Picture;

    /// <summary>A view's stream, which ends when it is disposed.</summary>
    private sealed class Stream(View view, LiveState state) : IDisposable
    {
        private CancellationTokenSource? watching;

        public View View { get; } = view;

        public LiveState State { get; } = state;

        public RecentPictures Recent { get; } = new();

        public void Start(ILiveFeed feed)
        {
            if (watching is null)
            {
                watching = new CancellationTokenSource();
                _ = feed.WatchAsync(View, State, watching.Token);
            }
        }

        public void Dispose()
        {
            watching?.Cancel();
            watching?.Dispose();
        }
    }
}
