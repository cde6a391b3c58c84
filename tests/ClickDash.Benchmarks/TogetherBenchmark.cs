using System.Buffers;
using System.Diagnostics;
using ClickDash.Core.Formats;
using ClickDash.Core.Simulation;
using ClickDash.Scenes.Together;
using ClickDash.Together;

namespace ClickDash.Benchmarks;

/// <summary>What it takes to learn which pages go together: from a million clicks as messages to every page's neighbours.</summary>
internal static class TogetherBenchmark
{
    private const int Clicks = 1_000_000;
    private const double GapMilliseconds = 2;
    private const long Start = 1_795_165_200_000;

    public static Task<IReadOnlyList<Figure>> Run(string[] args)
    {
        var messages = Messages(Arguments.Number(args, "--clicks", Clicks));
        var (options, fold) = (new AlsOptions(), new TogetherFold());
        var format = new ClicksFormat();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < messages.Length; i++)
        {
            fold.Record(format, default, messages[i], TimeOf(i));
        }

        var baskets = fold.NextWork(Start)!;
        var folded = clock.Elapsed;
        var fit = ImplicitAls.Fit(baskets, options, () => false);
        fold.Learn(
            new TogetherModel(baskets, options.Factors, fit.Pages, fit.Losses, fit.IsCut),
            Start
        );
        foreach (var page in fold.Take(page: null).Pages)
        {
            fold.Take(page.Page);
        }

        var all = clock.Elapsed;
        Console.WriteLine(
            $"{messages.Length:n0} clicks: {baskets.Sessions:n0} sessions of two pages and more, {baskets.Entries:n0} entries, {baskets.Pages.Length} pages"
        );
        Console.WriteLine(
            $"folded in {folded.TotalSeconds:0.00} s, learnt in {(all - folded).TotalSeconds:0.00} s by {fit.Losses.Length - 1} half-steps, loss {fit.Losses[0]:n0} to {fit.Losses[^1]:n0}"
        );
        var rises = fit.Losses.Zip(fit.Losses.Skip(1)).Count(pair => pair.Second > pair.First);
        return Task.FromResult<IReadOnlyList<Figure>>([
            new Figure("seconds from a million clicks to neighbours", all.TotalSeconds, 10),
            new Figure("half-steps at which the loss rose", rises, 0),
        ]);
    }

    private static byte[][] Messages(int count)
    {
        var site = new SiteModel();
        var buffer = new ArrayBufferWriter<byte>(512);
        var messages = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            buffer.ResetWrittenCount();
            site.Next(TimeOf(i), buffer);
            messages[i] = buffer.WrittenSpan.ToArray();
        }

        return messages;
    }

    private static long TimeOf(int click) => Start + (long)(click * GapMilliseconds);
}
