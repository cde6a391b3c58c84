using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Text;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.History;
using ClickDash.Server.Settings;
using Microsoft.Extensions.Primitives;

namespace ClickDash.Server.Tests.History;

/// <summary>A store that counts are put into by themselves, without an engine, and questions about them.</summary>
public abstract class FilledStore : StoreFolder
{
    private static readonly IngestStatus Ingest = new(IngestState.Reading, "", false, "", "");

    private readonly Dictionary<string, int> _pages = new(StringComparer.Ordinal)
    {
        ["(none)"] = ValueTable.None,
        ["(other)"] = ValueTable.Other,
    };
    private readonly List<string> _names = ["(none)", "(other)"];

    /// <summary>The moment of batches and questions.</summary>
    protected DateTimeOffset Now { get; set; } = Noon;

    /// <summary>What is not stored yet.</summary>
    protected PendingWrites Pending { get; private set; } = new();

    /// <summary>Counts clicks of a page at a moment.</summary>
    protected void Count(string page, DateTimeOffset at, long clicks = 1)
    {
        if (!_pages.TryGetValue(page, out var id))
        {
            _pages.Add(page, id = _names.Count);
            _names.Add(page);
        }

        var bucket = new Bucket { Total = clicks };
        bucket.Reset(at.ToUnixTimeSeconds());
        bucket.Total = clicks;
        bucket.Counts.Add(CountTable.Key(Dimension.Page, id), clicks);
        Pending.Add(
            bucket,
            isLive: at.ToUnixTimeSeconds() >= LiveWindow.OldestStored(Now.ToUnixTimeMilliseconds()),
            (_, number) => _names[number]
        );
    }

    /// <summary>Four clicks an hour, from one moment up to another.</summary>
    protected void CountEveryQuarter(DateTimeOffset from, DateTimeOffset to)
    {
        for (var at = from; at < to; at = at.AddMinutes(15))
        {
            Count("/a", at);
        }
    }

    /// <summary>Writes what was counted.</summary>
    protected void Write(CountStore store, params PartitionProgress[] partitions)
    {
        store.Write(
            new StoreBatch(
                Pending,
                new Totals(0, 0, 0, 0, 0, new Dictionary<string, long>(), 0, partitions),
                new Dictionary<string, string?>(),
                Now.ToUnixTimeMilliseconds()
            )
        );
        Pending = new PendingWrites();
    }

    /// <summary>Evicts and trims as the server does every ten minutes.</summary>
    protected void Retain(CountStore store) =>
        store.Retain(
            Retention.At(
                Now,
                TimeSpan.FromDays(14),
                TimeSpan.FromDays(730),
                TimeSpan.FromMinutes(10)
            )
        );

    /// <summary>The answer to a query such as <c>from=2026-11-22&amp;step=day</c>.</summary>
    protected Snapshot Ask(CountStore store, string query) =>
        AskUntil(store, query, TestContext.Current.CancellationToken);

    protected Snapshot AskUntil(CountStore store, string query, CancellationToken cancellation)
    {
        var parameters = query
            .Split('&')
            .Select(one => one.Split('=', 2))
            .GroupBy(one => one[0], one => one[1])
            .ToDictionary(one => one.Key, one => new StringValues([.. one]));
        var settings = new StoreSettings();
        HistoryQueryReader
            .TryRead(
                new Microsoft.AspNetCore.Http.QueryCollection(parameters),
                Now,
                settings,
                out var history,
                out var wrong
            )
            .ShouldBeTrue(wrong.Text);
        using var reader = store.Read(history!.Content)!;
        var plan = RowPlan.Of(
            history,
            Now.ToUnixTimeMilliseconds(),
            settings.MinuteRetention,
            settings.HourRetention,
            reader.QuartersFrom
        );
        return new HistoryReader(
            history,
            reader,
            Pending.Copy(history.Before / 1000, history.End / 1000 + 1)
        ).Read("test", Now.ToUnixTimeMilliseconds(), plan, Ingest, cancellation);
    }

    /// <summary>A moment of a zone's clock.</summary>
    protected static DateTimeOffset In(string zone, string time)
    {
        Zone.TryParse(zone, out var rules).ShouldBeTrue();
        var local = DateTimeOffset.Parse($"{time}Z", null);
        return DateTimeOffset.FromUnixTimeMilliseconds(rules.ToUtc(local.ToUnixTimeMilliseconds()));
    }
}
