using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Server.Tests.Docs;

/// <summary>Tables of the documents that list what the code has: all of it, and no more.</summary>
public sealed partial class TablesTests
{
    [Fact]
    public void Each_benchmark_is_a_row()
    {
        var program = Read(Path.Combine("tests", "ClickDash.Benchmarks"), "Program.cs");
        var names = Benchmark().Matches(program).Select(one => one.Groups["name"].Value);

        Rows(Read("docs", "benchmarks.md"), "# Benchmarks").ShouldBe(names);
    }

    [Fact]
    public void Each_member_of_the_totals_is_a_row()
    {
        var partition = new PartitionProgress("clicks", 0, 0, 0, 0, 0, 0)
        {
            Earlier = [new ReadSegment("", 0, 0, 0, 0, 0, SegmentEnd.Recreated, 0)],
        };
        var totals = new Totals(0, 0, 0, 0, 0, new Dictionary<string, long>(), 0, [partition])
        {
            Rows = [new TopicRowTotals("counts", 0, 0, 0)],
            Ingest = new IngestStatus(IngestState.Reading, "", Demo: false, "", ""),
        };
        var json = JsonSerializer.SerializeToNode(totals, WireJson.Default.Totals)!;

        Rows(Read("docs", "configuration.md"), "### `/api/totals`")
            .ShouldBe(Members(json, ""), ignoreOrder: true);
    }

    private static IEnumerable<string> Members(JsonNode json, string place) =>
        json.AsObject()
            .SelectMany(one =>
                one.Value is JsonArray { Count: > 0 } items
                    ? Members(items[0]!, $"{place}{one.Key}[].")
                    : [place + one.Key]
            );

    /// <summary>The names in the first column of the table below a heading.</summary>
    private static string[] Rows(string page, string heading) =>
        [
            .. page.Split('\n')
                .SkipWhile(line => line != heading)
                .Skip(1)
                .TakeWhile(line => !line.StartsWith('#'))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .SelectMany(line => line.Split('|')[1].Split(','))
                .Select(name => name.Trim(' ', '`')),
        ];

    private static string Read(string folder, string file) =>
        File.ReadAllText(Path.Combine(Repository.Find(folder, file)!, file));

    [GeneratedRegex(@"^    \[""(?<name>\w+)""\] = ", RegexOptions.Multiline, 1000)]
    private static partial Regex Benchmark();
}
