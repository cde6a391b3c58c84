using Microsoft.Playwright;

namespace ClickDash.Benchmarks;

/// <summary>What a page's main thread did, in milliseconds: everything, and of that scripts (WebAssembly is one).</summary>
internal sealed record MainThread(double Task, double Script)
{
    /// <summary>What it did since the page began.</summary>
    /// <param name="cdp">A session with the page, in which <c>Performance</c> is enabled.</param>
    public static async Task<MainThread> ReadAsync(ICDPSession cdp)
    {
        var answer = await cdp.SendAsync("Performance.getMetrics");
        var metrics = answer!
            .Value.GetProperty("metrics")
            .EnumerateArray()
            .ToDictionary(
                metric => metric.GetProperty("name").GetString()!,
                metric => metric.GetProperty("value").GetDouble() * 1000
            );
        return new MainThread(metrics["TaskDuration"], metrics["ScriptDuration"]);
    }

    public static MainThread operator -(MainThread after, MainThread before) =>
        new(after.Task - before.Task, after.Script - before.Script);

    public static MainThread operator /(MainThread all, double parts) =>
        new(all.Task / parts, all.Script / parts);

    public override string ToString() => $"{Task:0.0} ms (scripts {Script:0.0})";
}
