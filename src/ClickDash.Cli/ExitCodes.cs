namespace ClickDash.Cli;

/// <summary>What the command's exit code says.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done: no broker, or not everything was delivered.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>Ended by Ctrl-C, as shells expect it (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
