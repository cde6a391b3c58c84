using System.Diagnostics;
using ClickDash.Core.Simulation;
using ClickDash.Kafka;
using ClickDash.Testing;

namespace ClickDash.Cli.Tests;

public sealed class SimulateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Clicks_are_sent_at_the_rate_for_the_duration_and_counted_at_the_end()
    {
        using var broker = EmbeddedBroker.Start();
        var run = await Run.OfAsync(
            "simulate",
            "--rate",
            "500",
            "--duration",
            "2s",
            "--bootstrap",
            broker.BootstrapServers
        );
        run.Exit.ShouldBe(0, run.Error);
        // Pipes get the result alone.
        run.Lines.ShouldHaveSingleItem()
            .ShouldStartWith(
                $"Delivered 1,000 clicks to 'clicks' on {broker.BootstrapServers} in "
            );
        run.Error.ShouldContain(" of 2 s: ");
    }

    [Fact]
    public void A_rate_that_was_not_reached_is_told()
    {
        var ten = TimeSpan.FromSeconds(10);
        SimulateCommand
            .Shortfall(1_010_000, ten, 200_000)
            .ShouldBe(
                "Sent 101,000 a second of the 200,000 asked for: this machine or the broker took no more."
            );
        SimulateCommand.Shortfall(1_990_000, ten, 200_000).ShouldBeNull();
        // A fraction of a second says little about a rate.
        SimulateCommand.Shortfall(10, TimeSpan.FromMilliseconds(500), 100).ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_broker_one_sentence_says_so()
    {
        var run = await Run.OfAsync("simulate", "--bootstrap", "127.0.0.1:1");
        run.Exit.ShouldBe(1);
        run.Error.Trim().ShouldBe("The broker 127.0.0.1:1 does not answer.");
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--rate", "-5", "--rate got '-5'; it takes a number from 0.1 to 200000.")]
    [InlineData("--rate", "fast", "--rate got 'fast'; it takes a number from 0.1 to 200000.")]
    [InlineData(
        "--duration",
        "60",
        "--duration got '60'; it takes a number with ms, s, m or h, such as 500ms, 60s, 5m or 1h."
    )]
    [InlineData("--late", "often", "--late got 'often'; it takes a share such as 2% or 0.02.")]
    [InlineData(
        "--duplicates",
        "101%",
        "--duplicates got '101%'; it takes a share such as 2% or 0.02."
    )]
    [InlineData(
        "--bootstrap",
        "localhost",
        "--bootstrap got 'localhost'; it takes host:port, such as localhost:9092."
    )]
    [InlineData(
        "--topic",
        "a b",
        "--topic got 'a b'; it takes 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'."
    )]
    public async Task A_wrong_option_is_named_with_what_it_takes(
        string option,
        string value,
        string sentence
    )
    {
        var run = await Run.OfAsync("simulate", option, value);
        run.Exit.ShouldBe(2);
        run.Error.ShouldStartWith(sentence);
    }

    [Fact]
    public async Task A_format_whose_messages_have_no_time_cannot_be_late()
    {
        var run = await Run.OfAsync("simulate", "--late", "2%", "--format", "plausible");
        run.Exit.ShouldBe(2);
        run.Error.Trim()
            .ShouldBe(
                "--late makes no sense with --format plausible: its messages do not say when they happened."
            );
    }

    [Theory]
    [InlineData("access-log")]
    [InlineData("fit5202")]
    [InlineData("ga4")]
    public async Task Any_format_is_written_with_clicks_late_and_twice(string format)
    {
        using var broker = EmbeddedBroker.Start();
        var run = await Run.OfAsync(
            "simulate",
            "--rate",
            "2000",
            "--duration",
            "1s",
            "--format",
            format,
            "--late",
            "10%",
            "--late-by",
            "60s",
            "--duplicates",
            "0.05",
            "--bootstrap",
            broker.BootstrapServers
        );
        run.Exit.ShouldBe(0, run.Error);
        var seen = await Run.TailAsync(
            broker.BootstrapServers,
            "clicks",
            "page,time,timestamp",
            format: format
        );
        // 2,000 and some 100 of them twice; five standard errors around what is asked for.
        seen.Length.ShouldBeInRange(2050, 2150);
        var late = seen.Select(click =>
                click.GetProperty("timestamp").GetDateTimeOffset()
                - click.GetProperty("time").GetDateTimeOffset()
            )
            .Where(lateness => lateness > TimeSpan.FromSeconds(2))
            .ToArray();
        late.Length.ShouldBeInRange(130, 280);
        late.ShouldAllBe(lateness =>
            lateness >= TimeSpan.FromSeconds(30) && lateness < TimeSpan.FromSeconds(61)
        );
        seen.ShouldAllBe(click =>
            SiteModel.PagePaths.Contains(click.GetProperty("page").GetString()!)
        );
    }

    [Fact]
    public async Task An_unknown_command_is_wrong_usage() =>
        (await Run.OfAsync("simulat")).Exit.ShouldBe(2);

    [Fact]
    public async Task Help_has_an_example_and_every_option()
    {
        var help = await Run.OfAsync("--help");
        help.Exit.ShouldBe(0);
        help.Output.ShouldContain("clickdash simulate --rate 500 --duration 60s");
        var simulate = await Run.OfAsync("simulate", "--help");
        foreach (
            var option in new[]
            {
                "--rate",
                "--duration",
                "--topic",
                "--bootstrap",
                "--seed",
                "--shape",
                "--late",
                "--duplicates",
                "--format",
            }
        )
        {
            simulate.Output.ShouldContain(option);
        }
    }

    [Fact]
    public async Task Interrupted_it_delivers_what_was_sent_and_says_130()
    {
        using var broker = EmbeddedBroker.Start();
        using var interrupt = new CancellationTokenSource();
        var output = new StringWriter();
        var exit = await ClickDashCommand.RunAsync(
            ["simulate", "--rate", "200", "--bootstrap", broker.BootstrapServers],
            output,
            new InterruptingWriter(interrupt),
            interrupt.Token
        );
        exit.ShouldBe(130);
        output.ToString().ShouldContain("Delivered ");
    }

    [Fact]
    public async Task Ctrl_C_ends_the_command_with_a_summary_and_130()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as on Linux.");
        using var broker = EmbeddedBroker.Start();
        // A shell that started the tests in its background has them, and all they start, ignore Ctrl-C.
        await using var command = ChildProcess.Start(
            new ProcessStartInfo(
                "env",
                [
                    "--default-signal=INT",
                    "dotnet",
                    typeof(ClickDashCommand).Assembly.Location,
                    "simulate",
                    "--bootstrap",
                    broker.BootstrapServers,
                ]
            )
        );
        await command.LineAsync(" clicks sent, ", Patience);
        command.Interrupt();
        (await command.ExitAsync(Patience)).ShouldBe(130, command.Output);
        command.Output.ShouldContain("\nDelivered ");
    }

    /// <summary>Presses Ctrl-C at the first line of progress.</summary>
    private sealed class InterruptingWriter(CancellationTokenSource interrupt) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            interrupt.Cancel();
        }
    }
}
