using System.Diagnostics;
using System.Text.RegularExpressions;
using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>Every block of code on the pages of docs/labs is run as it stands, against a real broker.</summary>
public sealed class LabTests(LabBroker lab) : IClassFixture<LabBroker>
{
    // What is built for the first time, on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static TheoryData<string> Pages => [.. LabPage.Names];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_a_page_says_to_type_does_what_it_says(string name)
    {
        var page = LabPage.Read(name);
        page.Blocks.ShouldAllBe(block => block.Test.Length > 0);
        page.Pictures.ShouldAllBe(file => File.Exists(file));
        Assert.SkipWhen(LabBroker.SkipReason is not null, LabBroker.SkipReason ?? "");
        var python = (await CourseProducer.FindAsync())?.Python;
        Assert.SkipWhen(python is null, "There is no python3 with kafka-python.");
        // They send on while the page's consumers read, as in class.
        var running = new List<ChildProcess>();
        try
        {
            foreach (var block in page.Blocks)
            {
                await RunAsync(block, python!, running);
            }
        }
        finally
        {
            foreach (var process in running)
            {
                process.KillAll();
                await process.DisposeAsync();
            }
        }
    }

    private async Task RunAsync(LabBlock block, string python, List<ChildProcess> running)
    {
        var code = block.Code.Replace("localhost:9092", lab.Servers, StringComparison.Ordinal);
        var test = block.Test.Split(' ', 3);
        switch (test[0])
        {
            case "sends":
                running.Add(Start(block.Language, code, python));
                var sent = TopicText.ReadAsync(
                    lab.Servers,
                    test[1],
                    seen => seen.Any(one => Matches(one.Value, test[2]))
                );
                await OrEndedAsync(sent, running[^1]);
                break;
            case "prints":
                running.Add(Start(block.Language, code, python));
                await running[^1].LineAsync(line => Matches(line, block.Test[7..]), Patience);
                break;
            case "server":
                await using (await ProductServer.StartAsync(Words(code, "./run"))) { }
                break;
            case "spark":
                // Run with the others of its kind, and its counts compared: SparkJobsTests.
                SparkJobsFixture.Commands.ShouldContain(block.Code.Trim());
                break;
            default:
                Assert.Fail($"'{block.Test}' says of no block what comes of it.");
                break;
        }
    }

    private ChildProcess Start(string language, string code, string python)
    {
        var folder = lab.NewFolder();
        var (program, file) = language switch
        {
            "python" => (python, "lab.py"),
            "csharp" => ("dotnet", "lab.cs"),
            _ => throw new InvalidOperationException($"A block of {language} is not run."),
        };
        var path = Path.Combine(folder, file);
        File.WriteAllText(path, code);
        var start = new ProcessStartInfo(
            program,
            language == "python" ? ["-u", path] : ["run", path]
        )
        {
            WorkingDirectory = folder,
        };
        return ChildProcess.Start(start);
    }

    private static async Task OrEndedAsync(Task sent, ChildProcess sender)
    {
        var first = await Task.WhenAny(sent, sender.ExitAsync(Patience));
        (first == sent).ShouldBeTrue($"The producer ended:\n{sender.Output}");
        try
        {
            await sent;
        }
        catch (TimeoutException e)
        {
            Assert.Fail($"{e.Message}\nThe producer wrote:\n{sender.Output}");
        }
    }

    private static string[] Words(string command, string program)
    {
        var words = command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        words[0].ShouldBe(program);
        return words[1..];
    }

    private static bool Matches(string text, string pattern) =>
        Regex.IsMatch(text, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
