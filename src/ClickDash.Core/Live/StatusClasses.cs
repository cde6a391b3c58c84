using System.Runtime.CompilerServices;

namespace ClickDash.Core.Live;

/// <summary>Sums of weights by class of the HTTP status: at 0 those without one, then 1xx to 5xx.</summary>
[InlineArray(Length)]
public struct StatusClasses
{
    /// <summary>How many classes there are.</summary>
    public const int Length = 6;

    private long _first;

    /// <summary>The classes' names, which filters take too.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["(none)", "1xx", "2xx", "3xx", "4xx", "5xx"];

    /// <summary>Requests that failed: 4xx and 5xx.</summary>
    public readonly long Errors => this[4] + this[5];

    /// <summary>The class of a status; 0 for what is none.</summary>
    public static int Of(int status) => status is >= 100 and <= 599 ? status / 100 : 0;

    /// <summary>Adds another's sums.</summary>
    public void Add(in StatusClasses other)
    {
        for (var i = 0; i < Length; i++)
        {
            this[i] += other[i];
        }
    }
}
