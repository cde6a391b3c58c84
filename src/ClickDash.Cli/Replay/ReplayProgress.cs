using System.Diagnostics;
using ClickDash.Cli.Output;
using Spectre.Console;

namespace ClickDash.Cli.Replay;

/// <summary>How far a replay is: a bar in a terminal, a line now and then elsewhere, never on the output.</summary>
internal sealed class ReplayProgress(TextWriter error, Input input)
{
    private const int BarWidth = 30;

    private static readonly TimeSpan InTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(2);

    // A replay may wait for hours, and what it read ahead tells nothing about the time left.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly IAnsiConsole? _terminal = Terminal.Behind(error);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shown;
    private long _lines;
    private bool _hasBar;

    /// <summary>Shows the lines delivered so far, if it is time to.</summary>
    public void Report(long lines)
    {
        var now = _clock.Elapsed;
        var since = now - _shown;
        if (since < (_terminal is null ? Elsewhere : InTerminal))
        {
            return;
        }

        var rate = (lines - _lines) / since.TotalSeconds;
        (_shown, _lines) = (now, lines);
        var text = $"{lines:n0} lines, {rate:n0} a second";
        if (input.Length is > 0 and var length)
        {
            var share = Math.Min((double)input.Position / length, 1);
            var left = share > 0 && now >= Settled ? now * ((1 - share) / share) : (TimeSpan?)null;
            text =
                $"{share * 100:0} %, {text}{(left is { } time ? $", {Shown.Duration(time)} left" : "")}";
            var full = (int)(share * BarWidth);
            text = _terminal is null
                ? text
                : $"{new string('█', full)}{new string('░', BarWidth - full)} {text}";
        }

        if (_terminal is null)
        {
            error.WriteLine(text);
            return;
        }

        _hasBar = true;
        _terminal.Write(new ControlCode("\r\e[2K"));
        _terminal.Write(new Text(text));
    }

    /// <summary>Takes the bar away, so that what follows stands alone.</summary>
    public void End()
    {
        if (_hasBar)
        {
            _terminal!.Write(new ControlCode("\r\e[2K"));
        }
    }
}
