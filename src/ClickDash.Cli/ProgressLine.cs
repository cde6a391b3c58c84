using System.Diagnostics;
using ClickDash.Cli.Output;
using ClickDash.Kafka;
using Spectre.Console;

namespace ClickDash.Cli;

/// <summary>How far sending is: one line that is rewritten in a terminal, a line a second elsewhere.</summary>
internal sealed class ProgressLine : IProgress<long>
{
    private static readonly TimeSpan InTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(1);

    private readonly TextWriter _output;
    private readonly ClickProducer _producer;
    private readonly TimeSpan? _duration;
    private readonly IAnsiConsole? _terminal;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shown;
    private long _delivered;

    public ProgressLine(TextWriter output, ClickProducer producer, TimeSpan? duration)
    {
        _output = output;
        _producer = producer;
        _duration = duration;
        _terminal = Terminal.Behind(output);
    }

    /// <summary>Shows the number sent, if it is time to.</summary>
    public void Report(long value)
    {
        var now = _clock.Elapsed;
        var since = now - _shown;
        if (since < (_terminal is null ? Elsewhere : InTerminal))
        {
            return;
        }

        var delivered = _producer.Delivered;
        var rate = (delivered - _delivered) / since.TotalSeconds;
        (_shown, _delivered) = (now, delivered);
        var of = _duration is { } duration ? $" of {duration.TotalSeconds:0.#}" : "";
        var failed = _producer.Failed > 0 ? $", {_producer.Failed:n0} failed" : "";
        var line =
            $"{now.TotalSeconds:0.0}{of} s: {value:n0} clicks sent, {delivered:n0} delivered{failed}, {rate:n0} a second";
        if (_terminal is null)
        {
            _output.WriteLine(line);
        }
        else
        {
            _terminal.Write(new ControlCode("\r\e[2K"));
            _terminal.Write(new Text(line));
        }
    }

    /// <summary>Leaves the line, so that what follows stands below it.</summary>
    public void End() => _terminal?.WriteLine();
}
