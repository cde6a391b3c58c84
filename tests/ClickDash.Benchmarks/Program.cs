using ClickDash.Benchmarks;
using ClickDash.Benchmarks.Month;

var benchmarks = new Dictionary<string, Func<string[], Task<IReadOnlyList<Figure>>>>
{
    ["ingest"] = IngestBenchmark.RunAsync,
    ["record"] = _ => Task.FromResult<IReadOnlyList<Figure>>([.. RecordBenchmark.Run()]),
    ["tick"] = args => Task.FromResult(TickBenchmark.Run(args)),
    ["formats"] = FormatsBenchmark.Run,
    ["viewers"] = ViewersBenchmark.RunAsync,
    ["browser"] = BrowserBenchmark.RunAsync,
    ["paint"] = PaintBenchmark.RunAsync,
    ["crash"] = CrashBenchmark.RunAsync,
    ["memory"] = MemoryBenchmark.RunAsync,
    ["replay"] = ReplayBenchmark.RunAsync,
    ["fuzz"] = FuzzBenchmark.Run,
    ["together"] = TogetherBenchmark.Run,
    ["soak"] = SoakBenchmark.RunAsync,
    ["spark"] = SparkBenchmark.RunAsync,
    ["taps"] = TapsBenchmark.RunAsync,
    ["class"] = ClassBenchmark.RunAsync,
    ["month"] = MonthBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
    ["store"] = StoreBenchmark.RunAsync,
    ["pictures"] = Pictures.RunAsync,
};

if (args is not [var name, ..] || !benchmarks.TryGetValue(name, out var run))
{
    Console.Error.WriteLine(
        $"usage: ./bench NAME [options], where NAME is one of: {string.Join(", ", benchmarks.Keys)}"
    );
    return 2;
}

var figures = await run(args[1..]);
foreach (var figure in figures)
{
    Console.WriteLine(figure);
}

return figures.All(figure => figure.IsWithinBudget) ? 0 : 1;
