namespace ClickDash.Client.Charts;

/// <summary>Where axes end and where their lines stand, so that they stand still while the values move.</summary>
public static class Axis
{
    /// <summary>Where the axis ends for a highest value: the next of few round numbers.</summary>
    public static double Top(double highest)
    {
        var wanted = Math.Max(highest * 1.05, 5);
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        double[] rounds = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
        return rounds.First(round => round * power >= wanted) * power;
    }

    /// <summary>The distance of the lines across for such an end: it stands on one of them, and there are three to five.</summary>
    public static double TickAt(double top)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(top)));
        return Math.Round(top / power, 1) switch
            {
                1 => 0.2,
                1.2 => 0.4,
                <= 2.5 => 0.5,
                <= 5 => 1,
                _ => 2,
            } * power;
    }
}
