namespace ClickDash.Cli;

/// <summary>What the command's exit code says.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done: no broker, no such topic or file, nothing that fits, or not everything was delivered.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>Done, but some of the input was left out, as was told.</summary>
    public const int Partly = 3;

    /// <summary>Ended by Ctrl-C, as shells expect it (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>Who read the output has gone, as shells expect it (128 + SIGPIPE).</summary>
    public const int ReaderGone = 141;
}
