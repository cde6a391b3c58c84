namespace ClickDash.Together;

/// <summary>How implicit feedback is factorised.</summary>
public sealed record AlsOptions
{
    /// <summary>How many numbers a session's and a page's vector have: enough for some dozens of tastes.</summary>
    public int Factors { get; init; } = 12;

    /// <summary>How much a view adds to the confidence: c = 1 + alpha r. The paper's own value.</summary>
    public double Alpha { get; init; } = 40;

    /// <summary>How dear large vectors are (lambda): keeps a page that few saw near nothing.</summary>
    public double Regularisation { get; init; } = 10;

    /// <summary>How many steps at most, each of two half-steps; the paper sees little gain beyond ten, neighbours none beyond a few.</summary>
    public int MostSteps { get; init; } = 8;

    /// <summary>A step that lowers the loss by less than this part of it is the last.</summary>
    public double SmallestGain { get; init; } = 0.01;

    /// <summary>Equal seeds give equal vectors.</summary>
    public int Seed { get; init; } = 1;
}
