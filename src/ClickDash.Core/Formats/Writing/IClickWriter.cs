using System.Buffers;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>What of a click, beside its page, a kind of message can say.</summary>
[Flags]
public enum ClickParts
{
    None = 0,
    User = 1,
    Session = 2,
    Referrer = 4,
    Country = 8,
    Device = 16,
    Status = 32,
    Weight = 64,

    /// <summary>Host, campaign and browser.</summary>
    Origin = 128,
}

/// <summary>
/// Writes clicks as one producer's kind of message, which the format of the same name reads back as they were. An
/// instance may keep a buffer and belongs to one thread.
/// </summary>
public interface IClickWriter
{
    /// <summary>The format that reads what it writes.</summary>
    string Name { get; }

    /// <summary>What is written of a click; the rest is left out.</summary>
    ClickParts Carries { get; }

    /// <summary>The smallest step of its times in milliseconds: finer ones are cut; 0 where it writes none.</summary>
    int TimeStep { get; }

    /// <summary>Whether the page is not in the value but the message's key.</summary>
    bool PageIsKey => false;

    /// <summary>Writes a message's value.</summary>
    /// <param name="click">A click whose texts are UTF-8; its page is a path.</param>
    /// <param name="output">Takes the bytes.</param>
    void Write(in Click click, IBufferWriter<byte> output);
}
