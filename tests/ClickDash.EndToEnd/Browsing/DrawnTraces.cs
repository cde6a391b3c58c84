using System.Text.Json;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd.Browsing;

/// <summary>A chart's traces as Plotly has them, not as the page meant them.</summary>
internal static class DrawnTraces
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The traces of a chart; none before it is drawn.</summary>
    public static async Task<DrawnTrace[]> Of(IPage page, string chart) =>
        JsonSerializer.Deserialize<DrawnTrace[]>(
            await page.EvaluateAsync<string>(
                """
                (id) => {
                  const plot = document.getElementById(id);
                  const number = (value) => (typeof value === "number" ? value : null);
                  return JSON.stringify((plot?.calcdata ?? []).map((points) => ({
                    name: points[0].trace.name,
                    text: points[0].trace.text?.[0] ?? null,
                    values: points.map((point) => number(point[points[0].trace.orientation === "h" ? "s" : "y"])).filter((value) => value !== null),
                    times: points.map((point) => number(point.x)).filter((value) => value !== null),
                  })));
                }
                """,
                chart
            ),
            Json
        )!;
}

/// <summary>A trace.</summary>
/// <param name="Name">Its name in the figure.</param>
/// <param name="Text">What stands beside its first point.</param>
/// <param name="Values">The points' heights, or the bars' lengths.</param>
/// <param name="Times">The points' places, in milliseconds of the wall clock.</param>
internal sealed record DrawnTrace(string Name, string? Text, double[] Values, double[] Times);
