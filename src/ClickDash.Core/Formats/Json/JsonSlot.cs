using System.Runtime.InteropServices;

namespace ClickDash.Core.Formats.Json;

/// <summary>What the value of a member is.</summary>
internal enum JsonKind : byte
{
    /// <summary>Not there.</summary>
    None,
    Null,
    False,
    True,
    Number,
    Text,

    /// <summary>A text with escapes that are not undone yet.</summary>
    EscapedText,
    Object,
    Array,
}

/// <summary>Where the value of a member stands in its message; a text without its quotes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JsonSlot(int Start, int Length, JsonKind Kind);
