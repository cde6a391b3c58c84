using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;

namespace ClickDash.Benchmarks;

/// <summary>
/// What decoding costs: each preset against a bare <see cref="Utf8JsonReader"/> pass over the same bytes (for log lines, a
/// scan of their bytes). Rounds of both alternate and the median of their ratios counts, so that a busy machine slows
/// both. Names of presets after <c>formats</c> measure these alone.
/// </summary>
public static class FormatsBenchmark
{
    private const int WarmUps = 5;
    private const int Rounds = 25;
    private const int Passes = 40;

    public static Task<IReadOnlyList<Figure>> Run(string[] args)
    {
        var figures = new List<Figure>();
        foreach (var name in ClickFormats.Presets.Where(name => args is [] || args.Contains(name)))
        {
            var messages = FormatSamples.Of(name).Select(Encoding.UTF8.GetBytes).ToArray();
            Action<byte[]> bare = name == "access-log" ? ScanBytes : ReadTokens;
            var (ratio, nanoseconds, allocated) = Measure(name, messages, bare);
            Console.WriteLine($"{name}: {nanoseconds:0} ns a message");

            // The product's own leaves the most room for counting: decode and count together may cost 1.6.
            figures.Add(
                new Figure($"{name}: decode / bare pass", ratio, name == "clicks" ? 1.25 : 2)
            );
            figures.Add(new Figure($"{name}: bytes allocated a click", allocated, 0));
        }

        return Task.FromResult<IReadOnlyList<Figure>>(figures);
    }

    private static (double Ratio, double Nanoseconds, double Allocated) Measure(
        string name,
        byte[][] messages,
        Action<byte[]> bare
    )
    {
        var format = ClickFormats.Create(name);
        var sink = new Adder();
        Action<byte[]> decode = message => format.Read(default, message, sink);
        var ratios = new List<double>();
        var times = new List<double>();
        long allocated = 0;
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var bareTime = Time(bare, messages);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var time = Time(decode, messages);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (round >= 0)
            {
                ratios.Add(time / bareTime);
                times.Add(time);
            }
        }

        if (sink.Clicks != (long)(WarmUps + Rounds) * Passes * messages.Length)
        {
            throw new InvalidOperationException($"Not every sample of {name} is a click.");
        }

        var count = (double)Passes * messages.Length;
        return (Median.Of(ratios), Median.Of(times) / count, allocated / count);
    }

    private static double Time(Action<byte[]> read, byte[][] messages)
    {
        var start = Stopwatch.GetTimestamp();
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var message in messages)
            {
                read(message);
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static void ReadTokens(byte[] message)
    {
        var reader = new Utf8JsonReader(message);
        while (reader.Read()) { }
    }

    // What any reader of lines must at least do: look at each byte for what ends a field.
    private static void ScanBytes(byte[] message)
    {
        var fields = 0;
        foreach (var c in message)
        {
            if (c is (byte)' ' or (byte)'"' or (byte)'\\')
            {
                fields++;
            }
        }

        Volatile.Write(ref scanned, fields);
    }

    private static int scanned;

    private sealed class Adder : IClickSink
    {
        public long Clicks { get; private set; }

        public long Length { get; private set; }

        public void Add(in Click click)
        {
            Clicks++;
            Length +=
                click.Page.Length
                + click.User.Length
                + click.Session.Length
                + click.Referrer.Length
                + click.Country.Length
                + click.Device.Length
                + click.Status
                + click.Time.Milliseconds.GetValueOrDefault();
        }
    }
}
