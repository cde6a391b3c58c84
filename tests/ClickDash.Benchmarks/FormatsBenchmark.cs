using System.Diagnostics;
using System.Text.Json;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;

namespace ClickDash.Benchmarks;

/// <summary>
/// What decoding costs: each preset against a bare <see cref="Utf8JsonReader"/> pass over the same bytes. Rounds of both
/// alternate and the median ratio counts, so that a busy machine slows both.
/// </summary>
public static class FormatsBenchmark
{
    private const int Rounds = 15;
    private const int Messages = 200_000;

    public static Task<IReadOnlyList<Figure>> Run(string[] args)
    {
        var figures = new List<Figure>();
        foreach (var (name, format, messages) in Cases())
        {
            if (args is not [] && !args.Contains(name))
            {
                continue;
            }

            var (ratio, allocated) = Measure(format, messages);
            figures.Add(
                new Figure($"{name}: decode / bare pass", ratio, name == "clicks" ? 1.25 : 2)
            );
            figures.Add(new Figure($"{name}: bytes allocated a click", allocated, 0));
        }

        return Task.FromResult<IReadOnlyList<Figure>>(figures);
    }

    private static IEnumerable<(string, IClickFormat, byte[][])> Cases()
    {
        yield return ("clicks", new ClicksFormat(), Clicks());
    }

    private static byte[][] Clicks() =>
        [
            .. Enumerable
                .Range(0, 1000)
                .Select(i =>
                    System.Text.Encoding.UTF8.GetBytes(
                        $$"""{"ts":{{1_795_165_200_000 + i}},"page":"/products/kettle-{{i % 40}}","user":"u-{{i % 300}}","session":"s-{{i % 500}}","referrer":"https://www.google.com/","country":"NZ","device":"mobile","status":200}"""
                    )
                ),
        ];

    private static (double Ratio, double Allocated) Measure(IClickFormat format, byte[][] messages)
    {
        var sink = new Counting();
        var ratios = new List<double>();
        long allocated = 0;
        for (var round = -3; round < Rounds; round++)
        {
            var bare = Stopwatch.GetTimestamp();
            for (var i = 0; i < Messages; i++)
            {
                BarePass(messages[i % messages.Length]);
            }

            var bareTime = Stopwatch.GetElapsedTime(bare);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var decode = Stopwatch.GetTimestamp();
            for (var i = 0; i < Messages; i++)
            {
                format.Read(default, messages[i % messages.Length], sink);
            }

            var decodeTime = Stopwatch.GetElapsedTime(decode);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (round >= 0)
            {
                ratios.Add(decodeTime / bareTime);
            }
            Console.WriteLine(
                $"{bareTime.TotalNanoseconds / Messages:0} {decodeTime.TotalNanoseconds / Messages:0}"
            );
        }

        ratios.Sort();
        return (ratios[ratios.Count / 2], (double)allocated / Messages);
    }

    private static void BarePass(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        while (reader.Read()) { }
    }

    private sealed class Counting : IClickSink
    {
        public long Length { get; private set; }

        public void Add(in Click click) =>
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
