using System.Text;
using System.Text.Json;

namespace ClickDash.Cli.Tests;

/// <summary>A command that ran in this process: how it ended and what it wrote.</summary>
internal sealed record Run(int Exit, string Output, string Error)
{
    /// <summary>Its output's lines.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Its output's lines as columns, without the header.</summary>
    public string[][] Columns => [.. Lines.Skip(1).Select(line => line.Split('\t'))];

    /// <summary>Runs a command line.</summary>
    public static Task<Run> OfAsync(params string[] args) => OfAsync(CancellationToken.None, args);

    /// <summary>Runs a command line until it ends or Ctrl-C is pressed.</summary>
    public static async Task<Run> OfAsync(CancellationToken interrupt, params string[] args)
    {
        // Bytes, as a pipe takes them.
        using var bytes = new MemoryStream();
        using var error = new StringWriter();
        using var output = new StreamWriter(bytes);
        var exit = await ClickDashCommand.RunAsync(args, output, error, interrupt);
        await output.FlushAsync(CancellationToken.None);
        return new Run(exit, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    /// <summary>The messages of a topic, by <c>clickdash tail</c>: a member of each.</summary>
    public static async Task<JsonElement[]> TailAsync(
        string bootstrap,
        string topic,
        string fields,
        string from = "earliest",
        string format = "clicks"
    )
    {
        var run = await OfAsync([
            "tail",
            "--topic",
            topic,
            "--from",
            from,
            "--format",
            format,
            "--timeout",
            "1s",
            "--fields",
            fields,
            "--bootstrap",
            bootstrap,
        ]);
        run.Exit.ShouldBe(0, run.Error);
        return [.. run.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }
}
