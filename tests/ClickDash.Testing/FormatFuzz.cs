using System.Diagnostics;
using System.Text.Json;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Testing;

/// <summary>
/// Sends mutated messages through the recorder of every preset into one window, in six hours of its own clock, and notes
/// what must never be: an exception, a message that is not accounted for, memory that grows.
/// </summary>
public sealed class FormatFuzz
{
    private const long Start = 1_795_165_200_000;
    private const long Duration = 6 * 3600_000;
    private const int PictureEverySeconds = 60;

    // Both fill before the middle, from where growth is measured.
    private static readonly LiveOptions Small = new()
    {
        MaxValuesPerDimension = 1000,
        ClickLogSize = 100_000,
        AllowedLateness = TimeSpan.FromHours(24),
    };

    private static readonly IngestStatus Ingest = new(
        IngestState.Reading,
        "",
        Demo: false,
        "broker:9092",
        "clicks"
    );

    private readonly LiveWindow _window = new(Small, Start);
    private readonly ClickFeed[] _feeds;
    private readonly MessageMutator[] _mutators;
    private readonly Random _chance;
    private readonly Account _account;
    private long _second;

    /// <param name="samples">Good messages by preset.</param>
    /// <param name="seed">The same seed, the same messages.</param>
    public FormatFuzz(IReadOnlyDictionary<string, byte[][]> samples, int seed)
    {
        _account = new Account(_window.Intake.Counters);
        _chance = new Random(seed);
        _feeds =
        [
            .. samples.Keys.Select(name => new ClickFeed(
                _window.Intake,
                name,
                new Watched(ClickFormats.Create(name), _account)
            )),
        ];
        _mutators = [.. samples.Values.Select((of, i) => new MessageMutator(of, seed + i))];
    }

    /// <summary>Exceptions that came out, each with its message in base 64.</summary>
    public List<string> Escaped { get; } = [];

    /// <summary>What was not as it must be, in sentences.</summary>
    public IReadOnlyList<string> Wrong => _account.Wrong;

    /// <summary>Messages read.</summary>
    public long Messages => _window.Intake.Counters.Messages;

    /// <summary>Messages of which at least one click was counted, those ignored, and those dropped.</summary>
    public (long WithClicks, long Ignored, long Dropped) Outcomes =>
        (_account.WithClicks, _account.Ignored, _account.Dropped);

    /// <summary>How long the reading took, without the making of messages and the pictures.</summary>
    public TimeSpan Reading { get; private set; }

    /// <summary>By how much memory grew in the second half, in bytes.</summary>
    public long Growth { get; private set; }

    /// <summary>Reads so many messages.</summary>
    public void Run(int count)
    {
        var middle = 0L;
        for (var i = 0; i < count; i++)
        {
            if (i == count / 2)
            {
                middle = GC.GetTotalMemory(forceFullCollection: true);
            }

            Read(Start + Duration * i / count);
        }

        Growth = GC.GetTotalMemory(forceFullCollection: true) - middle;
        _account.Close(_window.Intake.Counters);
    }

    private void Read(long now)
    {
        var format = _chance.Next(_feeds.Length);
        // Three of four in the shape that the format knows.
        var message = _mutators[_chance.Next(4) == 0 ? _chance.Next(_mutators.Length) : format]
            .Next();
        try
        {
            var key = message.AsSpan(0, Math.Min(message.Length, _chance.Next(12)));
            _account.Begin(message.Length);
            var began = Stopwatch.GetTimestamp();
            _feeds[format].Read(key, message, now, now);
            Reading += Stopwatch.GetElapsedTime(began);
            _account.End(message.Length);
            Tick(now);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Escaped.Add($"{e.GetType().Name}: {e.Message} ({Convert.ToBase64String(message)})");
        }
    }

    private void Tick(long now)
    {
        while (_second < (now - Start) / 1000)
        {
            var at = Start + ++_second * 1000;
            _window.Advance(at);
            _window.TakePending();
            if (_second % PictureEverySeconds == 0)
            {
                var picture = _window.Take(
                    View.Default.Over(900),
                    new Stamp("fuzz", _second, at, Ingest)
                );
                JsonSerializer.SerializeToUtf8Bytes(picture, WireJson.Default.Snapshot);
            }
        }
    }

    /// <summary>A format whose clicks and drops are counted on the way, one by one.</summary>
    private sealed class Watched(IClickFormat format, Account account) : IClickFormat, IClickSink
    {
        private IClickSink _clicks = null!;

        public string Name => format.Name;

        public DropReason Read(
            ReadOnlySpan<byte> key,
            ReadOnlySpan<byte> value,
            IClickSink clicks
        ) => account.Note(Name, format.Read(key, value, Through(clicks)));

        public void Add(in Click click)
        {
            account.Add(Name, click);
            _clicks.Add(click);
        }

        private Watched Through(IClickSink clicks)
        {
            _clicks = clicks;
            return this;
        }
    }
}
