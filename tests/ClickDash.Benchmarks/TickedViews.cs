using System.Diagnostics;
using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Benchmarks;

/// <summary>256 watched views of a live window, ticked as the server does it.</summary>
internal sealed class TickedViews
{
    private static readonly IngestStatus Ingest = new(
        IngestState.Reading,
        "Reading 6 partitions.",
        Demo: false,
        "broker:9092",
        "shop, blog, app"
    );

    // What pages ask for: short lists, full ones, and all that a wall can show.
    private static readonly int[] Tops = [3, 5, 8, 10, 15, 20, 50, 100];

    private static readonly Dimension[] Splits =
    [
        Dimension.Page,
        Dimension.Country,
        Dimension.Referrer,
        Dimension.Device,
        Dimension.Status,
        Dimension.Source,
    ];

    private static readonly string[][] Filters =
    [
        ["page:/products/*"],
        ["device:device-0"],
        ["country:AA", "country:AB"],
        ["status:5xx"],
        ["page:/products/0", "device:device-1"],
        ["referrer:(none)"],
        ["source:shop"],
        ["status:404", "source:blog"],
    ];

    private readonly LiveWindow _window;
    private readonly (View View, FilteredView? Fold)[] _views;
    private readonly Picture[] _last;
    private long _sequence;

    public TickedViews(LiveWindow window)
    {
        _window = window;
        _views =
        [
            .. Unfiltered().Select(view => (view, (FilteredView?)null)),
            .. Filtered().Select(view => (view, (FilteredView?)window.Filter(view))),
        ];
        _last = new Picture[_views.Length];
    }

    /// <summary>Bytes of JSON so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many messages were whole pictures so far.</summary>
    public long Wholes { get; private set; }

    /// <summary>One tick: what came is folded, each view has its picture, and each picture's message its JSON.</summary>
    /// <returns>The milliseconds of folding, of pictures without filters, of those with, and of frames and JSON.</returns>
    public double[] Tick(long now)
    {
        var marks = new long[5];
        marks[0] = Stopwatch.GetTimestamp();
        _window.Advance(now);
        marks[1] = Stopwatch.GetTimestamp();
        var stamp = Stamped(++_sequence, now);
        var pictures = new Picture[_views.Length];
        for (var i = 0; i < pictures.Length; i++)
        {
            var (view, fold) = _views[i];
            if (fold is not null && marks[2] == 0)
            {
                marks[2] = Stopwatch.GetTimestamp();
            }

            pictures[i] = fold?.Read(_window.Facts(view, stamp)) ?? _window.Read(view, stamp);
        }

        marks[3] = Stopwatch.GetTimestamp();
        for (var i = 0; i < pictures.Length; i++)
        {
            Publish(i, pictures[i]);
        }

        marks[4] = Stopwatch.GetTimestamp();
        return
        [
            .. marks
                .Zip(marks.Skip(1))
                .Select(pair =>
                    Stopwatch.GetElapsedTime(pair.First, pair.Second).TotalMilliseconds
                ),
        ];
    }

    /// <summary>What a picture carries at a moment.</summary>
    public static Stamp Stamped(long sequence, long now) =>
        new("bench", sequence, now, Ingest) { Lag = 0 };

    private void Publish(int at, Picture picture)
    {
        var frame = _last[at]?.FrameTo(picture);
        var message = frame is null
            ? new LiveMessage(picture.ToSnapshot())
            : new LiveMessage(frame);
        _last[at] = picture;
        Bytes += message.Json.Length;
        Wholes += frame is null ? 1 : 0;
    }

    private static IEnumerable<View> Unfiltered() =>
        from window in View.Windows
        from split in Splits
        from top in Tops
        select Asked(new ViewRequest(window, split.Name(), top));

    private static IEnumerable<View> Filtered() =>
        from window in View.Windows
        from split in new[] { Dimension.Page, Dimension.Country }
        from filters in Filters
        select Asked(new ViewRequest(window, split.Name(), Filters: filters));

    private static View Asked(ViewRequest request) =>
        View.TryCreate(request, out var view, out _, out var problem)
            ? view
            : throw new InvalidOperationException(problem);
}
