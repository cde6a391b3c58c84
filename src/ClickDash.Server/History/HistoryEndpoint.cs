using System.Globalization;
using System.Text;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Live;
using ClickDash.Server.Settings;

namespace ClickDash.Server.History;

/// <summary><c>/api/history</c>: what was counted in a stretch of the past, as a picture or as a table.</summary>
internal static class HistoryEndpoint
{
    public static IResult Answer(
        HttpRequest request,
        StoreService stores,
        LiveEngine engine,
        ClickDashSettings settings,
        TimeProvider time
    )
    {
        var now = time.GetUtcNow();
        if (
            !HistoryQueryReader.TryRead(
                request.Query,
                now,
                settings.Store.MinuteRetention,
                out var query,
                out var problem
            )
        )
        {
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { [problem.Parameter] = [problem.Text] },
                detail: problem.Text
            );
        }

        if (stores.Store is not { } store)
        {
            return TypedResults.Problem(
                engine.Ingest.StoreTrouble ?? "The store is not open.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }

        // What was counted a moment ago is a part of history too.
        engine.Store();
        var picture = new HistoryReader(store, query).Read(
            engine.Run,
            now.ToUnixTimeMilliseconds(),
            engine.Ingest
        );
        return query.IsCsv
            ? TypedResults.File(
                Encoding.UTF8.GetBytes(Csv(picture)),
                "text/csv; charset=utf-8",
                "clicks.csv"
            )
            : TypedResults.Ok(picture);
    }

    /// <summary>One row a bucket (RFC 4180): its time, its clicks, those of each value; nothing where nothing could be counted.</summary>
    internal static string Csv(Snapshot picture)
    {
        var csv = new StringBuilder("time,total");
        foreach (var series in picture.Series)
        {
            csv.Append(',').Append(Quoted(series.Name));
        }

        csv.Append("\r\n");
        for (var i = 0; i < picture.Total.Length; i++)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(picture.Start + i * picture.Step);
            csv.Append(at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            csv.Append(',').Append(picture.Total[i]);
            foreach (var series in picture.Series)
            {
                csv.Append(',').Append(series.Counts[i]);
            }

            csv.Append("\r\n");
        }

        return csv.ToString();
    }

    /// <summary>A name as a field; one that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    private static string Quoted(string name)
    {
        var text = name is ['=' or '+' or '-' or '@', ..] ? $"'{name}" : name;
        return text.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
