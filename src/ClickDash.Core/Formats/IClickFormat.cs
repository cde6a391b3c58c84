using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats;

/// <summary>
/// Reads one producer's kind of message. A format may keep a buffer for texts it has to rewrite, so that an instance
/// belongs to one thread.
/// </summary>
public interface IClickFormat
{
    /// <summary>Its name in the setting <c>ClickDash:Format</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Hands every click of a message to <paramref name="clicks"/>, but none of a message that turns out to be malformed.
    /// A well-formed message of another kind than a click gives no click and <see cref="DropReason.None"/>.
    /// Never throws for what a message holds.
    /// </summary>
    /// <param name="key">The message's key; empty where it has none.</param>
    /// <param name="value">The message's value; empty where it is null.</param>
    /// <param name="clicks">Takes the clicks, in the message's order.</param>
    DropReason Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, IClickSink clicks);
}

/// <summary>Takes the clicks that a format finds in a message.</summary>
public interface IClickSink
{
    /// <summary>Takes one click, whose texts are valid only during the call.</summary>
    void Add(in Click click);
}
