using System.Diagnostics.Metrics;
using System.Text.Json;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;

namespace ClickDash.Server.Ops;

/// <summary>What the server measures about itself, as the meter <c>ClickDash</c>. docs/operations.md lists it.</summary>
public sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "ClickDash";

    private static readonly double[] FrameSeconds =
    [
        0.0005,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
    ];

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _frames;
    private readonly LiveEngine _engine;
    private readonly SlowTicks _slow;

    public ServerMetrics(LiveEngine engine, SlowTicks slow)
    {
        (_engine, _slow) = (engine, slow);
        _frames = _meter.CreateHistogram(
            "clickdash.frame",
            "s",
            "Time to compute and hand out one tick's frames.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = FrameSeconds }
        );
        Count(
            "clickdash.messages",
            "Messages read, dropped ones included.",
            totals => totals.Messages
        );
        Count(
            "clickdash.clicks",
            "Clicks counted: the sum of their weights.",
            totals => totals.Clicks
        );
        Count(
            "clickdash.late",
            "Clicks that came after their own second was closed.",
            totals => totals.Late
        );
        Count(
            "clickdash.retimed",
            "Clicks whose time could not be theirs.",
            totals => totals.Retimed
        );
        Count(
            "clickdash.unreadable_time",
            "Clicks whose time was given and could not be read.",
            totals => totals.UnreadableTime
        );
        Count(
            "clickdash.arrival_judged",
            "Clicks about whose time the reader's clock decided.",
            totals => totals.ArrivalJudged
        );
        Count(
            "clickdash.ignored",
            "Well-formed messages that are not clicks.",
            totals => totals.Ignored
        );
        Count(
            "clickdash.skipped",
            "Offsets passed that held no message.",
            totals => totals.Skipped
        );
        _meter.CreateObservableCounter(
            "clickdash.dropped",
            Dropped,
            unit: null,
            "What was not counted, by reason."
        );
        _meter.CreateObservableCounter(
            "clickdash.unnamed",
            Unnamed,
            unit: null,
            "Clicks shown as (other) for want of room to name their value, by dimension."
        );
        _meter.CreateObservableGauge(
            "clickdash.rows",
            () => Rows(one => one.Kept),
            unit: null,
            "Rows of counts that may still be replaced, by topic."
        );
        _meter.CreateObservableCounter(
            "clickdash.rows.evicted",
            () => Rows(one => one.EvictedEarly),
            unit: null,
            "Rows of counts evicted before their lateness was over, for want of room, by topic."
        );
        _meter.CreateObservableGauge(
            "clickdash.users.approximate",
            () => _engine.Totals().UsersApproximate ? 1 : 0,
            unit: null,
            "1 while numbers of active users are estimates."
        );
        _meter.CreateObservableGauge(
            "clickdash.lag",
            Lag,
            unit: null,
            "Messages waiting, by topic and partition."
        );
        _meter.CreateObservableCounter(
            "clickdash.lost",
            Lost,
            unit: null,
            "Messages lost since the start: gone before they were read, or cut off by the cluster after it."
        );
        _meter.CreateObservableGauge(
            "clickdash.partition.state",
            PartitionStates,
            unit: null,
            "1 for the state that a partition is in."
        );
        _meter.CreateObservableGauge(
            "clickdash.topic.state",
            TopicStates,
            unit: null,
            "1 for the state that the reading of a topic is in."
        );
        _meter.CreateObservableGauge(
            "clickdash.store.failing",
            () => _engine.Ingest.StoreTrouble is null ? 0 : 1,
            unit: null,
            "1 while counts cannot be stored."
        );
        _meter.CreateObservableGauge(
            "clickdash.viewers",
            () => Viewers,
            unit: null,
            "Views being watched, those of every viewer counted: a page watches one or a few."
        );
    }

    /// <summary>How many views are watched now, those of every viewer counted.</summary>
    public int Viewers { get; set; }

    /// <summary>Notes how long a tick took.</summary>
    public void Frame(TimeSpan elapsed)
    {
        _frames.Record(elapsed.TotalSeconds);
        _slow.Note(elapsed, Viewers);
    }

    public void Dispose() => _meter.Dispose();

    private void Count(string name, string description, Func<Totals, long> value) =>
        _meter.CreateObservableCounter(
            name,
            () => value(_engine.Totals()),
            unit: null,
            description
        );

    private IEnumerable<Measurement<long>> Dropped() =>
        _engine
            .Totals()
            .Dropped.Select(one => new Measurement<long>(
                one.Value,
                new KeyValuePair<string, object?>("reason", one.Key)
            ));

    private IEnumerable<Measurement<long>> Unnamed()
    {
        var unnamed = _engine.Totals().Unnamed;
        // With their zeros, so that the first one is a rise.
        return Dimensions.Names.Select(name => new Measurement<long>(
            unnamed.GetValueOrDefault(name),
            new KeyValuePair<string, object?>("dimension", name)
        ));
    }

    private IEnumerable<Measurement<long>> Rows(Func<TopicRowTotals, long> value)
    {
        var rows = _engine.Totals().Rows.ToDictionary(one => one.Topic, value);
        // With their zeros, so that the first one is a rise.
        return _engine.Topics.Select(topic => new Measurement<long>(
            rows.GetValueOrDefault(topic.Topic),
            new KeyValuePair<string, object?>("topic", topic.Topic)
        ));
    }

    private IEnumerable<Measurement<long>> Lag() =>
        _engine
            .Totals()
            .Partitions.Where(one => one.State != PartitionState.Gone)
            .Select(one => new Measurement<long>(
                one.Lag,
                new KeyValuePair<string, object?>("topic", one.Topic),
                new KeyValuePair<string, object?>("partition", one.Partition)
            ));

    private IEnumerable<Measurement<long>> Lost()
    {
        var partitions = _engine.Totals().Partitions;
        return partitions.SelectMany(one =>
            LossCounter.Reasons.Select(reason => new Measurement<long>(
                _engine.Losses.Of(one.Topic, one.Partition, reason),
                new KeyValuePair<string, object?>("topic", one.Topic),
                new KeyValuePair<string, object?>("partition", one.Partition),
                new KeyValuePair<string, object?>("reason", reason)
            ))
        );
    }

    private IEnumerable<Measurement<int>> TopicStates() =>
        _engine
            .Health()
            .Select(one => new Measurement<int>(
                1,
                new KeyValuePair<string, object?>("topic", one.Topic),
                new KeyValuePair<string, object?>("state", Name(one.State))
            ));

    private static string Name(Enum state) =>
        JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    private IEnumerable<Measurement<int>> PartitionStates() =>
        _engine
            .Totals()
            .Partitions.Select(one => new Measurement<int>(
                1,
                new KeyValuePair<string, object?>("topic", one.Topic),
                new KeyValuePair<string, object?>("partition", one.Partition),
                new KeyValuePair<string, object?>("state", Name(one.State))
            ));
}
