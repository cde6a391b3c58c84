namespace ClickDash.Cli;

/// <summary>A command line that makes no sense, in a sentence for people.</summary>
internal sealed class UsageException(string message) : Exception(message);
