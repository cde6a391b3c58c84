namespace ClickDash.Core.Formats.Text;

/// <summary>Reads an HTTP status.</summary>
public static class StatusText
{
    /// <summary>A whole number from 100 to 599, or 0.</summary>
    public static int Read(ReadOnlySpan<byte> text)
    {
        if (text.Length == 3)
        {
            var (a, b, c) = (text[0] - '0', text[1] - '0', text[2] - '0');
            return a is >= 1 and <= 5 && (uint)b <= 9 && (uint)c <= 9
                ? (a * 100) + (b * 10) + c
                : 0;
        }

        // Written by a producer that knows only doubles: 200.0.
        return
            NumberText.TryRead(text, out var number)
            && number.IsWhole
            && number.Cut() is >= 100 and <= 599 and var status
            ? (int)status
            : 0;
    }
}
