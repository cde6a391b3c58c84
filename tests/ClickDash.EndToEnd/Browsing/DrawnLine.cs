namespace ClickDash.EndToEnd.Browsing;

/// <summary>The line as Plotly has it, not as the page meant it.</summary>
/// <param name="Closed">The finished seconds' points.</param>
/// <param name="Open">The columns of those that still fill.</param>
public sealed record DrawnLine(DrawnPoint[] Closed, DrawnPoint[] Open)
{
    // Axis times are the wall clock's: the browser's own offset brings them back.
    internal const string Script = """
        () => {
          const offset = new Date().getTimezoneOffset() * 60_000;
          const plot = document.getElementById("line-chart");
          const points = (name, x, y) =>
            plot.calcdata
              .filter((points) => points[0].trace.name === name)
              .flat()
              .filter((point) => typeof point[x] === "number" && typeof point[y] === "number")
              .map((point) => ({ at: Math.round(point[x]) + offset, value: point[y] }));
          return JSON.stringify({ closed: points("closed", "x", "y"), open: points("open", "p", "s") });
        }
        """;

    /// <summary>The finished seconds by their beginning, in epoch milliseconds.</summary>
    public Dictionary<long, double> ClosedByTime() =>
        Closed.ToDictionary(point => point.At, point => point.Value);
}

/// <summary>A point: a second's beginning in epoch milliseconds, and clicks per second.</summary>
public sealed record DrawnPoint(long At, double Value);

/// <summary>A bar as it is seen.</summary>
/// <param name="Name">The text upon it, as it is to be read.</param>
/// <param name="Count">Its length in clicks.</param>
public sealed record DrawnBar(string Name, long Count)
{
    internal const string Script = """
        () => {
          const rows = [...document.querySelectorAll(".ranked li")];
          return JSON.stringify(rows.map((row) => ({
            name: row.querySelector(".value-name").textContent,
            count: row.querySelector("progress").value,
          })));
        }
        """;
}
