using System.Runtime.InteropServices;

namespace ClickDash.Cli.Replay;

/// <summary>What was found at one place of an input.</summary>
internal enum LineKind
{
    /// <summary>Nothing more.</summary>
    End,

    /// <summary>A line with its end.</summary>
    Whole,

    /// <summary>The last line, where the input ends before the line does.</summary>
    Unended,

    /// <summary>A line without bytes.</summary>
    Empty,

    /// <summary>A line over the limit; its bytes are passed over.</summary>
    TooLong,
}

/// <summary>A line of an input.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Its bytes without the line's end, until the next line is asked for.</param>
/// <param name="Number">Counts lines, from 1.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Next">Where the next line begins, in bytes of the decompressed input.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Line(
    LineKind Kind,
    ReadOnlyMemory<byte> Bytes,
    long Number,
    long Length,
    long Next
);
