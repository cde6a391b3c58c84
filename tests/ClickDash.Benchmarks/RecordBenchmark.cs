using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Core.Simulation;

namespace ClickDash.Benchmarks;

/// <summary>What a click costs in Core: decoding it and recording its six dimensions, or nine, against a bare pass over its bytes.</summary>
internal static class RecordBenchmark
{
    // Together 4 MB, more than the processor's caches next to a core hold: a click is read once, as from Kafka.
    private const int Clicks = 20_000;

    // 5,000 clicks a second.
    private const double GapMilliseconds = 0.2;

    private const long Start = 1_795_165_200_000;

    // What a reader polls at a time, of a topic that is behind.
    private const int BatchSize = 4096;

    private const int WarmUps = 20;
    private const int Rounds = 60;

    public static IEnumerable<Figure> Run()
    {
        // In turns, so that the runtime's profile knows both kinds of clicks before either is measured.
        Kind[] kinds =
        [
            new("", Messages()),
            new(
                " with host, campaign and user agent",
                [.. Messages().Select((message, i) => WithOrigin(message, i))]
            ),
        ];
        for (var round = -WarmUps; round < Rounds; round++)
        {
            foreach (var kind in kinds)
            {
                kind.Round(isMeasured: round >= 0);
            }
        }

        return kinds.SelectMany(kind => kind.Figures());
    }

    // What the simulator's clicks do not say: every dimension has a value.
    private static byte[] WithOrigin(ReadOnlySpan<byte> click, int number)
    {
        ReadOnlySpan<byte> agent = (number % 3) switch
        {
            0 =>
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"u8,
            1 =>
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1"u8,
            _ => "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"u8,
        };
        return
        [
            .. click[..^1],
            .. ",\"host\":\"shop.example\",\"campaign\":\"newsletter / email / spring\",\"user_agent\":\""u8,
            .. agent,
            .. "\"}"u8,
        ];
    }

    private static byte[][] Messages()
    {
        var site = new SiteModel();
        var buffer = new ArrayBufferWriter<byte>(512);
        var messages = new byte[Clicks][];
        for (var i = 0; i < Clicks; i++)
        {
            buffer.ResetWrittenCount();
            site.Next(TimeOf(i), buffer);
            messages[i] = buffer.WrittenSpan.ToArray();
        }

        return messages;
    }

    private static long TimeOf(int click) => Start + (long)(click * GapMilliseconds);

    /// <summary>Clicks of one kind, and what they cost.</summary>
    private sealed class Kind
    {
        private readonly string _what;
        private readonly byte[][] _messages;
        private readonly LiveWindow _window;
        private readonly ClickRecorder _recorder;
        private readonly ClickDecoder _decoder = new(new ClicksFormat(), userSalt: 0);
        private readonly ClickBatch _batch = new() { Arrived = Start };
        private readonly List<double> _ratios = [];
        private readonly List<double> _times = [];
        private readonly Action<byte[], long> _take;
        private long _allocated;

        public Kind(string what, byte[][] messages)
        {
            (_what, _messages, _take) = (what, messages, Take);
            // Full after the warm-up, as a log is that has been running: it is allocated by chunks until then.
            var options = new LiveOptions { ClickLogSize = Clicks * WarmUps / 2 };
            _window = new LiveWindow(options, Start);
            _recorder = new ClickRecorder(_window.Intake, "clicks");
        }

        public void Round(bool isMeasured)
        {
            var bare = Time(static (message, _) => ReadTokens(message));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var time = Time(_take);
            _allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            _window.Advance(Start + (long)(Clicks * GapMilliseconds));
            if (isMeasured)
            {
                _ratios.Add(time / bare);
                _times.Add(time / Clicks);
            }
        }

        public IEnumerable<Figure> Figures()
        {
            if (_window.Intake.Counters.Clicks != (long)(WarmUps + Rounds) * Clicks)
            {
                throw new InvalidOperationException("Not every click was counted.");
            }

            Console.WriteLine($"decode and record{_what}: {Median.Of(_times):0} ns a click");
            yield return new($"decode and record{_what} / bare pass", Median.Of(_ratios), 1.6);
            yield return new($"bytes allocated a click{_what}", (double)_allocated / Clicks, 0);
        }

        // As the server does: decoded into a batch, which is recorded when it is full.
        private void Take(byte[] message, long at)
        {
            var time = new MessageTime(at, IsLogAppendTime: false);
            _decoder.Decode(_batch, 0, 0, time, 0, default, message, isNull: false);
            if (_batch.Count == BatchSize || at == TimeOf(Clicks - 1))
            {
                _batch.Arrived = at;
                for (var i = 0; i < _batch.Count; i++)
                {
                    _recorder.Record(_batch, _batch[i], isLive: true);
                }

                _batch.Clear();
            }
        }

        private double Time(Action<byte[], long> read)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < _messages.Length; i++)
            {
                read(_messages[i], TimeOf(i));
            }

            return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }
    }

    private static void ReadTokens(byte[] message)
    {
        var reader = new Utf8JsonReader(message);
        while (reader.Read()) { }
    }
}
