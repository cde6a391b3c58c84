using System.Diagnostics;
using System.Text;
using ClickDash.Core.Formats;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary><c>./bench fuzz [--count 1000000] [--seed 1]</c>: mutated messages through the recorders of all presets at full speed.</summary>
internal static class FuzzBenchmark
{
    public static Task<IReadOnlyList<Figure>> Run(string[] args)
    {
        var count = Arguments.Number(args, "--count", 1_000_000);
        var fuzz = new FormatFuzz(
            ClickFormats.Presets.ToDictionary(
                name => name,
                name =>
                    (byte[][])
                        [
                            .. ExampleMessages.Of(name),
                            // As many of these as of those, about.
                            .. FormatSamples.Of(name).Take(10).Select(Encoding.UTF8.GetBytes),
                        ]
            ),
            Arguments.Number(args, "--seed", 1)
        );
        var start = Stopwatch.GetTimestamp();
        fuzz.Run(count);
        var elapsed = Stopwatch.GetElapsedTime(start);
        foreach (var sentence in fuzz.Escaped.Take(10).Concat(fuzz.Wrong))
        {
            Console.WriteLine(sentence);
        }

        var (withClicks, ignored, dropped) = fuzz.Outcomes;
        Console.WriteLine(
            $"{fuzz.Messages:n0} messages: {withClicks:n0} gave clicks, {ignored:n0} were ignored, {dropped:n0} dropped; {elapsed.TotalSeconds:0} s with making them"
        );
        return Task.FromResult<IReadOnlyList<Figure>>([
            new Figure("escaped exceptions", fuzz.Escaped.Count, 0),
            new Figure("messages not accounted for", count - fuzz.Messages + fuzz.Wrong.Count, 0),
            new Figure(
                "messages a second",
                count / fuzz.Reading.TotalSeconds,
                10_000,
                AtLeast: true
            ),
            new Figure("growth in the second half, MB", fuzz.Growth / 1024.0 / 1024, 4),
        ]);
    }
}
