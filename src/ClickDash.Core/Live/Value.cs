using System.Text;

namespace ClickDash.Core.Live;

/// <summary>One value while it is named. A value that is evicted and comes back is another one.</summary>
/// <param name="text">Its text, in UTF-8.</param>
/// <param name="admittedAt">The number of the first click in the log that can be of it; 0 where nothing had its number before.</param>
internal sealed class Value(byte[] text, long admittedAt)
{
    /// <summary>What stands in the place of a value that was evicted: every click with its number is <c>(other)</c>.</summary>
    public static readonly Value Vacant = new("(other)"u8.ToArray(), long.MaxValue);

    private string? _name;

    /// <summary>Its text, in UTF-8.</summary>
    public ReadOnlySpan<byte> Text => text;

    /// <summary>The number of the first click in the log that can be of it.</summary>
    public long AdmittedAt { get; } = admittedAt;

    /// <summary>Its text. Two threads may both make it: they make the same.</summary>
    public string Name => _name ??= Encoding.UTF8.GetString(text);
}
