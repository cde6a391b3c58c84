namespace ClickDash.Scenes.Together;

/// <summary>What was learnt of pages from sessions: a vector for each page, such that those of pages that go together point the same way.</summary>
/// <param name="Sessions">What it was learnt from.</param>
/// <param name="Factors">How many numbers a page's vector has.</param>
/// <param name="Vectors">The pages' vectors one after the other.</param>
/// <param name="Losses">What was minimised: at the beginning, and after each half-step.</param>
/// <param name="IsCut">Whether the time was over before it was done.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record TogetherModel(
    Baskets Sessions,
    int Factors,
    double[] Vectors,
    double[] Losses,
    bool IsCut,
    long Milliseconds = 0
)
{
    private readonly double[] _lengths = Lengths(Vectors, Factors);

    /// <summary>The sessions of each page.</summary>
    public Baskets ByPage { get; } = Sessions.Turned();

    /// <summary>How many sessions saw a page.</summary>
    public int SessionsOf(int page) => ByPage.Starts[page + 1] - ByPage.Starts[page];

    /// <summary>How close two pages are: the cosine of their vectors, -1 to 1; 0 where nothing is known of one.</summary>
    public double Closeness(int a, int b)
    {
        var x = Vector(a);
        var y = Vector(b);
        var sum = 0.0;
        for (var i = 0; i < Factors; i++)
        {
            sum += x[i] * y[i];
        }

        var length = _lengths[a] * _lengths[b];
        return length > 0 ? Math.Clamp(sum / length, -1, 1) : 0;
    }

    /// <summary>For every page, in how many sessions it was seen together with this one.</summary>
    public int[] Shared(int page)
    {
        var shared = new int[Sessions.Pages.Length];
        for (var at = ByPage.Starts[page]; at < ByPage.Starts[page + 1]; at++)
        {
            var session = ByPage.Columns[at];
            for (var i = Sessions.Starts[session]; i < Sessions.Starts[session + 1]; i++)
            {
                shared[Sessions.Columns[i]]++;
            }
        }

        return shared;
    }

    private ReadOnlySpan<double> Vector(int page) => Vectors.AsSpan(page * Factors, Factors);

    private static double[] Lengths(double[] vectors, int factors) =>
        [
            .. vectors
                .Chunk(factors)
                .Select(vector => Math.Sqrt(vector.Sum(number => number * number))),
        ];
}
