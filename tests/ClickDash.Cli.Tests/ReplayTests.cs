using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using ClickDash.Cli.Replay;
using ClickDash.Kafka;
using ClickDash.Testing;

namespace ClickDash.Cli.Tests;

public sealed class ReplayTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly string _folder = Directory
        .CreateTempSubdirectory("clickdash-replay-")
        .FullName;

    public void Dispose()
    {
        _broker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Ten_thousand_lines_of_a_log_are_counted_as_awk_counts_them()
    {
        var lines = LogFile.Lines(10_000);
        var path = LogFile.Write(_folder, "access.log", lines);
        var run = await ReplayAsync(path, "--speed", "max");
        run.Exit.ShouldBe(0, run.Error);
        run.Output.ShouldStartWith($"Sent 10,000 lines of {path} to 'log' on ");

        var seen = await TailAsync("time,page,status,timestamp");
        var pages = seen.CountBy(click => click.GetProperty("page").GetString()!);
        var statuses = seen.CountBy(click => $"{click.GetProperty("status").GetInt32()}");
        var minutes = seen.CountBy(click => click.GetProperty("time").GetString()![11..16]);
        Sorted(pages).ShouldBe(await AwkAsync(path, "{split($7,p,\"?\"); n[p[1]]++}"));
        Sorted(statuses).ShouldBe(await AwkAsync(path, "{n[$9]++}"));
        Sorted(minutes).ShouldBe(await AwkAsync(path, "{n[substr($4,14,5)]++}"));
        // A click is never late where its message says when it happened.
        seen.ShouldAllBe(click =>
            click.GetProperty("time").GetString() == click.GetProperty("timestamp").GetString()
        );
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("crlf")]
    public async Task Bytes_arrive_as_they_are_from_any_kind_of_file(string kind)
    {
        string[] lines = [.. LogFile.Lines(50), "{\"page\":\"/größe\"}", "plain text\t\"x\""];
        var path = Path.Combine(_folder, "any");
        var text = Encoding.UTF8.GetBytes(
            string.Join(kind == "crlf" ? "\r\n" : "\n", lines) + "\n"
        );
        await using (var file = File.Create(path))
        await using (
            Stream stream = kind switch
            {
                "gzip" => new GZipStream(file, CompressionLevel.Optimal),
                "zstd" => new ZstdSharp.CompressionStream(file),
                _ => file,
            }
        )
        {
            await stream.WriteAsync(text);
        }

        var run = await ReplayAsync(path, "--speed", "max");
        run.Exit.ShouldBe(0, run.Error);
        run.Output.ShouldContain("2 lines had no time that could be read");
        (await TailAsync("value"))
            .Select(m => m.GetProperty("value").GetString()!)
            .Order()
            .ShouldBe(lines.Order());
    }

    [Fact]
    public async Task Bad_input_is_told_left_out_and_counted()
    {
        var line = LogFile.Lines(1)[0];
        var path = Path.Combine(_folder, "bad.log");
        await File.WriteAllTextAsync(
            path,
            $"\uFEFF{line}\n\n{new string('x', 1_000_000)}\n{line}\r\n\r\n{line[..60]}"
        );
        var run = await ReplayAsync(path, "--speed", "max");
        run.Exit.ShouldBe(3);
        run.Error.ShouldBe(
            """
            Line 3 is left out: 1,000,000 bytes, of which ClickDash reads 65,536.
            Line 6 is left out: the input ends in the middle of it, after 60 bytes.

            """
        );
        run.Lines[^1]
            .ShouldBe("Left out: 2 empty lines, 1 line over 65,536 bytes, 1 line cut short.");
        (await TailAsync("value"))
            .Select(message => message.GetProperty("value").GetString())
            .ShouldBe([line, line]);
    }

    [Fact]
    public async Task Gzip_cut_short_is_sent_as_far_as_it_goes()
    {
        var path = Path.Combine(_folder, "cut.gz");
        await using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', LogFile.Lines(2000))));
        }

        await using (var file = new FileStream(path, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        var run = await ReplayAsync(path, "--speed", "max");
        run.Exit.ShouldBe(3);
        run.Error.ShouldContain("The gzip data are cut short or damaged after line ");
        var seen = (await TailAsync("value")).Select(m => m.GetProperty("value").GetString()!);
        seen.Except(LogFile.Lines(2000)).ShouldBeEmpty();
        run.Output.ShouldStartWith($"Sent {seen.Count():n0} lines of ");
    }

    [Theory]
    [InlineData("BZh91AY", "bzip2")]
    [InlineData("\u00FD7zXZ\0", "xz")]
    [InlineData("\u00FF\u00FEh\0", "UTF-16")]
    public async Task Other_kinds_of_files_are_named_with_the_way_to_read_them(
        string start,
        string kind
    )
    {
        var path = Path.Combine(_folder, "other");
        await File.WriteAllBytesAsync(path, Encoding.Latin1.GetBytes(start));
        var run = await ReplayAsync(path);
        run.Exit.ShouldBe(1);
        run.Error.ShouldContain(kind);
        run.Error.ShouldContain("FILE | clickdash replay -");
    }

    [Fact]
    public async Task Moved_to_now_the_first_line_is_now_and_the_next_as_long_after_as_it_happened()
    {
        var before = DateTimeOffset.UtcNow;
        var path = LogFile.Write(
            _folder,
            "clicks.jsonl",
            [
                """{"page":"/a","ts":1790000000000}""",
                """{"page":"/b","ts":1790000000300}""",
                """{"page":"/late","ts":1789999999000}""",
            ]
        );
        var run = await ReplayAsync(path, "--speed", "2");
        run.Exit.ShouldBe(0, run.Error);
        var seen = (await TailAsync("page,time,timestamp")).ToDictionary(
            click => click.GetProperty("page").GetString()!,
            click =>
            {
                click
                    .GetProperty("time")
                    .GetString()
                    .ShouldBe(click.GetProperty("timestamp").GetString());
                return click.GetProperty("time").GetDateTimeOffset();
            }
        );
        seen["/a"].ShouldBeInRange(before.AddMilliseconds(-1), DateTimeOffset.UtcNow);
        (seen["/b"] - seen["/a"]).ShouldBe(TimeSpan.FromMilliseconds(150));
        (seen["/late"] - seen["/a"]).ShouldBe(TimeSpan.FromMilliseconds(-500));
    }

    [Fact]
    public async Task Stopped_and_resumed_each_line_is_there_once()
    {
        // At this speed the second half waits for hours.
        var lines = LogFile.Lines(3000);
        var far = lines[1500..]
            .Select(line => line.Replace("2026:08:", "2026:18:", StringComparison.Ordinal));
        var path = LogFile.Write(_folder, "access.log", [.. lines[..1500], .. far]);
        using (var interrupt = new CancellationTokenSource())
        {
            var run = Run.OfAsync(
                interrupt.Token,
                [.. Arguments(path), "--speed", "1000", "--resume"]
            );
            await SeenAsync(1500);
            await interrupt.CancelAsync();
            (await run).Exit.ShouldBe(130);
        }

        // Half a line is not taken for one; it is sent when it is whole.
        var whole = lines[0].Replace("/page", "/last", StringComparison.Ordinal);
        await File.AppendAllTextAsync(path, whole[..50]);
        var second = await ReplayAsync(path, "--speed", "max", "--resume");
        second.Exit.ShouldBe(3);
        second.Output.ShouldStartWith("Sent 1,500 lines of ");
        await File.AppendAllTextAsync(path, whole[50..] + "\n");
        var third = await ReplayAsync(path, "--speed", "max", "--resume");
        third.Output.ShouldStartWith("Sent 1 line of ");
        (await TailAsync("offset")).Length.ShouldBe(3001);

        await File.WriteAllTextAsync(path, "another\n");
        var other = await ReplayAsync(path, "--speed", "max", "--resume");
        other.Exit.ShouldBe(1);
        other.Error.ShouldContain("is of a replay of another file");
    }

    [Fact]
    public async Task The_standard_input_is_sent_as_it_comes_and_ends_with_ctrl_c()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as on Linux.");
        var path = LogFile.Write(_folder, "two.log", LogFile.Lines(2));
        var pipe = Path.Combine(_folder, "pipe");
        // Open for reading and writing, the pipe never ends.
        await using var command = ChildProcess.Start(
            new ProcessStartInfo(
                "sh",
                [
                    "-c",
                    $"mkfifo '{pipe}'; exec 3<>'{pipe}'; cat '{path}' >&3; exec env --default-signal=INT dotnet '{typeof(ClickDashCommand).Assembly.Location}' {string.Join(' ', Arguments("-"))} <&3",
                ]
            )
        );
        await SeenAsync(2);
        command.Interrupt();
        (await command.ExitAsync(Patience)).ShouldBe(130, command.Output);
        await command.LineAsync("Sent 2 lines of the standard input to 'log'", Patience);
    }

    [Theory]
    [InlineData("--speed", "fast", "--speed got 'fast'; it takes 1 for as it happened")]
    [InlineData("--speed", "0", "--speed got '0'; it takes 1 for as it happened")]
    [InlineData("--times", "then", "Argument 'then' not recognized")]
    public async Task A_wrong_option_is_named_with_what_it_takes(
        string option,
        string value,
        string sentence
    )
    {
        var run = await Run.OfAsync("replay", "x.log", option, value);
        run.Exit.ShouldBe(2);
        run.Error.ShouldStartWith(sentence);
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_a_folder_are_said_to_be_so()
    {
        (await ReplayAsync("nothing.log")).Error.Trim().ShouldBe("There is no file 'nothing.log'.");
        (await ReplayAsync(_folder))
            .Error.Trim()
            .ShouldBe($"'{_folder}' is a folder; a file is read.");
        (await Run.OfAsync("replay", "-", "--resume")).Exit.ShouldBe(2);
    }

    [Fact]
    public void A_line_is_sent_as_long_after_the_first_as_it_happened_by_the_speed()
    {
        var pace = new Pace(new Speed(10));
        pace.SendAt(1000, now: 500_000).ShouldBe(500_000);
        pace.SendAt(6000, now: 500_100).ShouldBe(500_500);
        pace.SendAt(0, now: 500_500).ShouldBe(499_900);
        var max = new Pace(Speed.Max);
        max.SendAt(1000, now: 500_000).ShouldBe(500_000);
        max.SendAt(99_000, now: 500_001).ShouldBe(500_001);
    }

    private static SortedDictionary<string, int> Sorted(
        IEnumerable<KeyValuePair<string, int>> counts
    ) => new(counts.ToDictionary(count => count.Key, count => count.Value), StringComparer.Ordinal);

    private static async Task<SortedDictionary<string, int>> AwkAsync(string path, string count)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no awk.");
        await using var awk = ChildProcess.Start(
            new ProcessStartInfo("awk", [$"{count} END {{for (k in n) print k, n[k]}}", path])
        );
        (await awk.ExitAsync(Patience)).ShouldBe(0, awk.Output);
        return Sorted(
            awk.Output.Split('\n')
                .Select(line => line.Split(' '))
                .Select(pair => KeyValuePair.Create(pair[0], int.Parse(pair[1])))
        );
    }

    private string[] Arguments(string path) =>
        ["replay", path, "--topic", "log", "--bootstrap", _broker.BootstrapServers];

    private Task<Run> ReplayAsync(string path, params string[] more) =>
        Run.OfAsync([.. Arguments(path), .. more]);

    private async Task<System.Text.Json.JsonElement[]> TailAsync(string fields) =>
        await Run.TailAsync(
            _broker.BootstrapServers,
            "log",
            fields,
            format: fields.Contains("status") ? "access-log" : "clicks"
        );

    /// <summary>Waits until so many messages are in the topic.</summary>
    private async Task SeenAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var topics = await Run.OfAsync("topics", "--bootstrap", _broker.BootstrapServers);
            if (topics.Columns.Any(row => row[0] == "log" && row[2] == $"{count}"))
            {
                return;
            }
        }
    }
}
