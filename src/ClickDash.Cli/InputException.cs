namespace ClickDash.Cli;

/// <summary>A file that cannot be read as it is, in a sentence for people.</summary>
internal sealed class InputException : Exception
{
    public InputException(string message)
        : base(message) { }

    public InputException(string message, Exception cause)
        : base(message, cause) { }
}
