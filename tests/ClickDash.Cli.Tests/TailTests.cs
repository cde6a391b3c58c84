using System.Text;
using ClickDash.Kafka;

namespace ClickDash.Cli.Tests;

public sealed class TailTests : IAsyncLifetime
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();

    public async ValueTask InitializeAsync()
    {
        using var producer = new ClickProducer(_broker.BootstrapServers);
        for (var i = 0; i < 3; i++)
        {
            await producer.SendAsync(
                "visits",
                Encoding.UTF8.GetBytes($"{{\"page\":\"/p{i}\",\"country\":\"NZ\",\"status\":200}}"),
                Encoding.UTF8.GetBytes("k"),
                1_790_000_000_000 + i,
                partition: 1
            );
        }

        await producer.SendAsync("visits", [0xFF, (byte)'\t'], partition: 1);
        await producer.FlushAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _broker.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Chosen_fields_are_json_lines_in_a_pipe_and_what_is_no_click_is_counted()
    {
        var run = await TailAsync(
            "--from",
            "earliest",
            "--fields",
            "time,page,status,partition,key"
        );
        run.Exit.ShouldBe(0);
        run.Lines.ShouldBe([
            """{"time":"2026-09-21T14:13:20.000Z","page":"/p0","status":200,"partition":1,"key":"k"}""",
            """{"time":"2026-09-21T14:13:20.001Z","page":"/p1","status":200,"partition":1,"key":"k"}""",
            """{"time":"2026-09-21T14:13:20.002Z","page":"/p2","status":200,"partition":1,"key":"k"}""",
        ]);
        run.Error.ShouldStartWith(
            "Not shown: 1 message not read by the format clicks (malformed)."
        );
    }

    [Fact]
    public async Task Fields_of_messages_alone_show_every_message()
    {
        var run = await TailAsync("--from", "earliest", "--fields", "offset,value");
        run.Lines.Length.ShouldBe(4);
        run.Lines[1]
            .ShouldBe(
                """{"offset":1,"value":"{\"page\":\"/p1\",\"country\":\"NZ\",\"status\":200}"}"""
            );
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_table_has_a_header_and_no_control_characters()
    {
        var run = await TailAsync(
            "--from",
            "earliest",
            "--fields",
            "offset,value",
            "--output",
            "table"
        );
        run.Lines[0].ShouldStartWith("offset     value");
        run.Lines[^1].ShouldBe("3          \uFFFD\\u0009");
    }

    [Fact]
    public async Task Raw_is_byte_for_byte()
    {
        using var bytes = new MemoryStream();
        await using var output = new StreamWriter(bytes);
        var exit = await ClickDashCommand.RunAsync(
            [
                "tail",
                "--topic",
                "visits",
                "--raw",
                "--from",
                "earliest",
                "--timeout",
                "1",
                "--bootstrap",
                _broker.BootstrapServers,
            ],
            output,
            TextWriter.Null
        );
        exit.ShouldBe(0);
        bytes.ToArray()[^3..].ShouldBe([0xFF, (byte)'\t', (byte)'\n']);
    }

    [Fact]
    public async Task From_latest_nothing_old_is_shown_and_silence_ends_it()
    {
        var run = await TailAsync();
        run.Exit.ShouldBe(0);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_count_ends_it() =>
        (await TailAsync("--from", "earliest", "--count", "2")).Lines.Length.ShouldBe(2);

    [Fact]
    public async Task Ctrl_C_ends_it_with_130()
    {
        using var interrupt = new CancellationTokenSource();
        var following = Run.OfAsync(
            interrupt.Token,
            "tail",
            "--topic",
            "visits",
            "--bootstrap",
            _broker.BootstrapServers
        );
        await interrupt.CancelAsync();
        (await following).Exit.ShouldBe(130);
    }

    [Theory]
    [InlineData(
        "--from",
        "yesterday",
        "--from got 'yesterday'; it takes latest, earliest or a time"
    )]
    [InlineData("--timeout", "soon", "--timeout got 'soon'; it takes seconds, or a number with ms")]
    [InlineData("--fields", "page,colour", "--fields got 'colour'; it takes time, page, user,")]
    [InlineData("--format", "csv", "--format got 'csv'; it takes one of clicks, counts, fit5202,")]
    [InlineData("--count", "0", "--count got '0'; it takes a whole number from 1.")]
    public async Task A_wrong_option_is_named_with_what_it_takes(
        string option,
        string value,
        string sentence
    )
    {
        var run = await Run.OfAsync("tail", option, value);
        run.Exit.ShouldBe(2);
        run.Error.ShouldStartWith(sentence);
    }

    private Task<Run> TailAsync(params string[] more) =>
        Run.OfAsync([
            "tail",
            "--topic",
            "visits",
            "--timeout",
            "1s",
            "--bootstrap",
            _broker.BootstrapServers,
            .. more,
        ]);
}
