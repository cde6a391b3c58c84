namespace ClickDash.Core.Formats.Text;

/// <summary>
/// A decimal number as written, in JSON's grammar (leading zeros are let pass): read exactly, so that a fraction is cut
/// where a double would already have rounded it.
/// </summary>
public readonly record struct NumberText
{
    // 18 digits always fit a long, and no time or count has more that matter.
    private const int MaxDigits = 18;
    private const long AlmostFull = 100_000_000_000_000_000;
    private const int ExponentLimit = 10_000;

    private static readonly long[] PowersOfTen =
    [
        .. Enumerable.Range(0, MaxDigits + 1).Select(n => (long)Math.Pow(10, n)),
    ];

    private readonly bool isNegative;
    private readonly long significand;
    private readonly int scale;
    private readonly bool isCut;

    private NumberText(bool negative, long digits, int exponent, bool lost)
    {
        isNegative = negative;
        significand = digits;
        scale = exponent;
        isCut = lost;
    }

    /// <summary>Reads a number that fills the whole text.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out NumberText number)
    {
        number = default;
        var at = 0;
        var negative = text is [(byte)'-', ..];
        if (negative)
        {
            at++;
        }

        long digits = 0;
        var exponent = 0;
        var lost = false;
        var start = at;
        for (; at < text.Length && IsDigit(text[at]); at++)
        {
            Append(text[at], inFraction: false, ref digits, ref exponent, ref lost);
        }

        if (at == start)
        {
            return false;
        }

        if (at < text.Length && text[at] == '.')
        {
            start = ++at;
            for (; at < text.Length && IsDigit(text[at]); at++)
            {
                Append(text[at], inFraction: true, ref digits, ref exponent, ref lost);
            }

            if (at == start)
            {
                return false;
            }
        }

        if (at < text.Length && !TryReadExponent(text[at..], ref exponent))
        {
            return false;
        }

        number = new NumberText(negative, digits, exponent, lost);
        return true;
    }

    /// <summary>The number times a power of ten, cut towards zero; the largest long where it is beyond that.</summary>
    public long Cut(int power = 0)
    {
        var shift = scale + power;
        var size = significand;
        if (shift < 0)
        {
            size = shift < -MaxDigits ? 0 : size / PowersOfTen[-shift];
        }
        else if (shift > 0 && size != 0)
        {
            size =
                shift > MaxDigits || size > long.MaxValue / PowersOfTen[shift]
                    ? long.MaxValue
                    : size * PowersOfTen[shift];
        }

        return isNegative ? -size : size;
    }

    /// <summary>Whether nothing but zeros stands behind its decimal point.</summary>
    public bool IsWhole =>
        significand == 0
        || (scale >= 0 && !isCut)
        || (scale is < 0 and >= -MaxDigits && !isCut && significand % PowersOfTen[-scale] == 0);

    private static bool IsDigit(byte c) => (uint)(c - '0') <= 9;

    private static void Append(
        byte c,
        bool inFraction,
        ref long digits,
        ref int exponent,
        ref bool lost
    )
    {
        if (digits < AlmostFull)
        {
            digits = (digits * 10) + (c - '0');
            exponent -= inFraction ? 1 : 0;
        }
        else
        {
            lost |= c != '0';
            exponent += inFraction ? 0 : 1;
        }
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int exponent)
    {
        if ((text[0] | 0x20) != 'e')
        {
            return false;
        }

        var at = 1;
        var negative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+')
        {
            at++;
        }

        var start = at;
        var power = 0;
        for (; at < text.Length && IsDigit(text[at]); at++)
        {
            power = Math.Min((power * 10) + (text[at] - '0'), ExponentLimit);
        }

        exponent += negative ? -power : power;
        return at > start && at == text.Length;
    }
}
