using ClickDash.Cli.Output;
using ClickDash.Core.Clicks;

namespace ClickDash.Cli.Replay;

/// <summary>What of an input was not sent, or not as it should be: told one by one at first, and counted to the end.</summary>
internal sealed class LeftOut(TextWriter error)
{
    // A file of nothing but bad lines is not to fill a screen.
    private const int MostTold = 5;

    private int _told;

    /// <summary>Lines without bytes.</summary>
    public long Empty { get; set; }

    /// <summary>Sent lines in which no time could be read.</summary>
    public long Timeless { get; set; }

    /// <summary>Whether something is missing that should have been there.</summary>
    public bool IsPartial => TooLong > 0 || CutLines > 0 || Broken is not null;

    private long TooLong { get; set; }

    private long CutLines { get; set; }

    private string? Broken { get; set; }

    /// <summary>A line over the limit.</summary>
    public void AddTooLong(Line line)
    {
        TooLong++;
        Tell(
            $"Line {line.Number:n0} is left out: {line.Length:n0} bytes, of which ClickDash reads {Limits.MessageBytes:n0}."
        );
    }

    /// <summary>A last line that is only half there.</summary>
    public void AddCut(Line line)
    {
        CutLines++;
        Tell(
            $"Line {line.Number:n0} is left out: the input ends in the middle of it, after {line.Length:n0} bytes."
        );
    }

    /// <summary>Compressed data that end too early or are damaged.</summary>
    public void AddBroken(string compression, long lines)
    {
        Broken = compression;
        Tell(
            $"The {compression} data are cut short or damaged after line {lines:n0}: what comes after it is lost."
        );
    }

    /// <summary>A sentence on all of it; null where there is nothing to say.</summary>
    public string? Summary()
    {
        string[] parts =
        [
            .. Part(Empty, "empty line"),
            .. Part(TooLong, "line", $" over {Limits.MessageBytes:n0} bytes"),
            .. Part(CutLines, "line", " cut short"),
        ];
        var left = parts is [] ? null : $"Left out: {string.Join(", ", parts)}.";
        var timeless =
            Timeless == 0
                ? null
                : $"{Shown.Count(Timeless, "line")} had no time that could be read, and went with the time of the line before.";
        return (left, timeless) switch
        {
            (null, null) => null,
            (_, null) => left,
            (null, _) => timeless,
            _ => $"{left} {timeless}",
        };
    }

    private static string[] Part(long count, string one, string what = "") =>
        count == 0 ? [] : [Shown.Count(count, one) + what];

    private void Tell(string sentence)
    {
        if (++_told <= MostTold)
        {
            error.WriteLine(sentence);
        }
        else if (_told == MostTold + 1)
        {
            error.WriteLine("More are left out; they are counted at the end.");
        }
    }
}
