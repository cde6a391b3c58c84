using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Text;

/// <summary>Reads how many clicks a message stands for.</summary>
public static class WeightText
{
    /// <summary>A whole number from 0 to <see cref="Limits.Weight"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long weight)
    {
        weight = 0;
        if (!NumberText.TryRead(text, out var number) || !number.IsWhole)
        {
            return false;
        }

        weight = number.Cut();
        return weight is >= 0 and <= Limits.Weight;
    }
}
