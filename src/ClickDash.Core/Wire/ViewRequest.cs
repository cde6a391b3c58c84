using ClickDash.Core.Clicks;

namespace ClickDash.Core.Wire;

/// <summary>What a viewer asks to see. All members are optional: the default is the last minute by page, top ten.</summary>
/// <param name="Window">Seconds up to now: one of <see cref="View.Windows"/>.</param>
/// <param name="Split">The name of the dimension that is ranked and drawn apart.</param>
/// <param name="Top">How many of its values, 1 to <see cref="View.MostValues"/>.</param>
public sealed record ViewRequest(
    int Window = View.DefaultWindow,
    string Split = "page",
    int Top = View.DefaultTop
);

/// <summary>A checked view: what <see cref="ViewRequest"/> asks for, in a form of which equal ones are computed once.</summary>
/// <param name="Window">Seconds up to now.</param>
/// <param name="Split">The dimension that is ranked and drawn apart.</param>
/// <param name="Top">How many of its values.</param>
public sealed record View(int Window, Dimension Split, int Top)
{
    public const int DefaultWindow = 60;
    public const int DefaultTop = 10;

    /// <summary>A page can scroll no further; a thousand rows are 60 KB a frame.</summary>
    public const int MostValues = 1000;

    /// <summary>The windows there are, in seconds.</summary>
    public static IReadOnlyList<int> Windows { get; } = [60, 300, 900, 3600];

    /// <summary>The length of a bucket in milliseconds: a second, or ten for an hour.</summary>
    public long Step => Window <= 900 ? 1000 : 10_000;

    /// <summary>How many buckets the window has.</summary>
    public int Buckets => (int)(Window * 1000L / Step);

    /// <summary>
    /// Checks a request. On failure <paramref name="parameter"/> names what is wrong and <paramref name="problem"/> says
    /// what was got and what is accepted.
    /// </summary>
    public static bool TryCreate(
        ViewRequest request,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out View? view,
        out string parameter,
        out string problem
    )
    {
        (view, parameter, problem) = (null, "", "");
        if (!Windows.Contains(request.Window))
        {
            parameter = "window";
            problem =
                $"window is {request.Window}; it takes {string.Join(", ", Windows)} (seconds).";
        }
        else if (!Dimensions.TryParse(request.Split, out var split))
        {
            parameter = "split";
            problem =
                $"split is '{request.Split}'; it takes {string.Join(", ", Dimensions.Names)}.";
        }
        else if (request.Top is < 1 or > MostValues)
        {
            parameter = "top";
            problem = $"top is {request.Top}; it takes 1 to {MostValues}.";
        }
        else
        {
            view = new View(request.Window, split, request.Top);
        }

        return view is not null;
    }

    /// <summary>The request that asks for this view.</summary>
    public ViewRequest ToRequest() => new(Window, Split.Name(), Top);
}
