using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Core.Tests.Live;

/// <summary>A live window under test: clicks and times go in, pictures come out.</summary>
internal sealed class Stream
{
    /// <summary>2026-11-22T12:00:00Z, in epoch milliseconds; times below are relative to it.</summary>
    public const long Noon = 1_795_348_800_000;

    private static readonly IngestStatus Ingest = new(
        IngestState.Reading,
        "",
        Demo: false,
        "broker:9092",
        "clicks"
    );
    private long _sequence;

    public Stream(LiveOptions? options = null)
    {
        Live = new LiveWindow(options ?? new LiveOptions(), Noon);
        Feed = new ClickFeed(Live.Intake);
    }

    public LiveWindow Live { get; }

    public ClickFeed Feed { get; }

    /// <summary>A click whose message comes as it happens, unless said otherwise; times in milliseconds after noon.</summary>
    public void Click(
        string page,
        long at,
        long? came = null,
        string user = "",
        string country = "",
        string device = "",
        int status = 200,
        long weight = 1,
        bool implausible = false
    ) =>
        Feed.Record(
            new Click
            {
                Time = implausible ? ClickTime.Implausible : ClickTime.At(Noon + at),
                Page = Encoding.UTF8.GetBytes(page),
                User = Encoding.UTF8.GetBytes(user),
                Country = Encoding.UTF8.GetBytes(country),
                Device = Encoding.UTF8.GetBytes(device),
                Status = status,
                Weight = weight,
            },
            Noon + (came ?? at),
            Noon + (came ?? at)
        );

    /// <summary>The picture of a filtered view, which has watched since it was made.</summary>
    public Snapshot At(long now, FilteredView filtered, View view)
    {
        Live.Advance(Noon + now);
        return filtered.Take(Live.Facts(view, Stamped(now)));
    }

    /// <summary>The view of a request that is well.</summary>
    public static View Asked(int window, Dimension split, int top, params string[] filters) =>
        View.TryCreate(
            new ViewRequest(window, split.Name(), top, filters),
            out var view,
            out _,
            out var problem
        )
            ? view
            : throw new ArgumentException(problem, nameof(filters));

    /// <summary>The picture at a moment in milliseconds after noon.</summary>
    public Snapshot At(long now, int window = 60, Dimension split = Dimension.Page, int top = 10)
    {
        Live.Advance(Noon + now);
        return Live.Take(Asked(window, split, top), Stamped(now));
    }

    /// <summary>The picture of a view without filters.</summary>
    public Snapshot At(long now, View view)
    {
        Live.Advance(Noon + now);
        return Live.Take(view, Stamped(now));
    }

    /// <summary>What a picture carries at a moment.</summary>
    public Stamp Stamped(long now) => new("run", ++_sequence, Noon + now, Ingest);
}
