namespace ClickDash.Client.Charts.Scenes;

/// <summary>An axis for measurements, which may be below zero or far above it: its ends stand on its lines.</summary>
public static class ValueAxis
{
    private static readonly double[] Rounds = [1, 2, 2.5, 5, 10];

    /// <summary>Where the axis begins and ends and how far its lines are apart, for some lowest and highest value.</summary>
    public static (double Low, double High, double Step) Of(double lowest, double highest)
    {
        // What is not far from zero is measured from it: a bar's or line's height then tells the share.
        if (lowest >= 0 && lowest <= highest / 2)
        {
            lowest = 0;
        }

        var span = Math.Max(highest - lowest, Math.Max(Math.Abs(highest) * 0.01, 1));
        var wanted = span / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        var step = Rounds.First(round => round * power >= wanted) * power;
        // A tenth of a step of room, so that what is marked at the top is not cut.
        var low = Math.Floor((lowest / step) + (lowest == 0 ? 0 : -0.1)) * step;
        var high = Math.Ceiling((highest / step) + 0.1) * step;
        return (Math.Round(low, 9), Math.Round(high, 9), step);
    }
}
