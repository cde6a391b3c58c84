using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;

namespace ClickDash.Core.Formats;

/// <summary>A format whose messages are JSON: it finds the members by their pointers and leaves their meaning to the preset.</summary>
public abstract class JsonFormat : IClickFormat
{
    private protected JsonFormat(string name, JsonFields fields)
    {
        Name = name;
        Fields = fields;
    }

    /// <inheritdoc/>
    public string Name { get; }

    private protected JsonFields Fields { get; }

    /// <inheritdoc/>
    public DropReason Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, IClickSink clicks)
    {
        Fields.Buffer.Reset();
        return Fields.TryRead(Body(value), out var json)
            ? Read(key, json, clicks)
            : DropReason.Malformed;
    }

    /// <summary>Which of its members the last message had, by their indexes.</summary>
    internal IEnumerable<int> MembersFound() =>
        Enumerable
            .Range(0, Fields.Slots.Length)
            .Where(index => Fields.Slots[index].Kind > JsonKind.Null);

    /// <summary>What of a message is JSON.</summary>
    private protected virtual ReadOnlySpan<byte> Body(ReadOnlySpan<byte> value) => value;

    /// <summary>Makes clicks of a message that is valid JSON as a whole.</summary>
    private protected abstract DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    );

    /// <summary>Hands over a click that has a page; without one its message is malformed.</summary>
    private protected static DropReason Add(in Click click, IClickSink clicks)
    {
        if (click.Page.IsEmpty)
        {
            return DropReason.Malformed;
        }

        clicks.Add(click);
        return DropReason.None;
    }
}
