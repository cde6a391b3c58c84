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

    public static IEnumerable<Figure> Run() =>
        [
            .. Run("", Messages()),
            .. Run(
                " with host, campaign and user agent",
                [.. Messages().Select((message, i) => WithOrigin(message, i))]
            ),
        ];

    private static IEnumerable<Figure> Run(string what, byte[][] messages)
    {
        // Full after the warm-up, as a log is that has been running: it is allocated by chunks until then.
        var window = new LiveWindow(new LiveOptions { ClickLogSize = Clicks * WarmUps / 2 }, Start);
        var recorder = new ClickRecorder(window.Intake, "clicks");
        var decoder = new ClickDecoder(new ClicksFormat(), userSalt: 0);
        var batch = new ClickBatch { Arrived = Start };
        var (ratios, times, allocated) = (new List<double>(), new List<double>(), 0L);
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var bare = Time(messages, static (message, _) => ReadTokens(message));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var time = Time(messages, (message, at) => Take(message, at));
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            window.Advance(Start + (long)(Clicks * GapMilliseconds));
            if (round >= 0)
            {
                ratios.Add(time / bare);
                times.Add(time / Clicks);
            }
        }

        if (window.Intake.Counters.Clicks != (long)(WarmUps + Rounds) * Clicks)
        {
            throw new InvalidOperationException("Not every click was counted.");
        }

        // As the server does: decoded into a batch, which is recorded when it is full.
        void Take(byte[] message, long at)
        {
            var time = new MessageTime(at, IsLogAppendTime: false);
            decoder.Decode(batch, 0, 0, time, 0, default, message, isNull: false);
            if (batch.Count == BatchSize || at == TimeOf(Clicks - 1))
            {
                batch.Arrived = at;
                for (var i = 0; i < batch.Count; i++)
                {
                    recorder.Record(batch, batch[i], isLive: true);
                }

                batch.Clear();
            }
        }

        Console.WriteLine($"decode and record{what}: {Median.Of(times):0} ns a click");
        yield return new Figure($"decode and record{what} / bare pass", Median.Of(ratios), 1.6);
        yield return new Figure($"bytes allocated a click{what}", (double)allocated / Clicks, 0);
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

    private static double Time(byte[][] messages, Action<byte[], long> read)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < messages.Length; i++)
        {
            read(messages[i], TimeOf(i));
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static void ReadTokens(byte[] message)
    {
        var reader = new Utf8JsonReader(message);
        while (reader.Read()) { }
    }
}
