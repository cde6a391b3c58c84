using System.Globalization;
using System.Text;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Hosting;
using ClickDash.Server.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary><c>/api/history</c>: what was counted in a stretch of the past, as a picture or as a table.</summary>
internal static class HistoryEndpoint
{
    public static IResult Answer(
        HttpRequest request,
        StoreService stores,
        LiveEngine engine,
        ClickDashSettings settings,
        CancellationToken cancellation
    )
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(engine.Now);
        if (
            !HistoryQueryReader.TryRead(
                request.Query,
                now,
                settings.Store,
                out var query,
                out var problem
            )
        )
        {
            return WrongInput.Answer(problem.Parameter, problem.Text);
        }

        try
        {
            return Read(
                query,
                now.ToUnixTimeMilliseconds(),
                stores,
                engine,
                settings,
                cancellation
            );
        }
        catch (SqliteException e)
        {
            return Closed($"The store cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }

    private static IResult Read(
        HistoryQuery query,
        long now,
        StoreService stores,
        LiveEngine engine,
        ClickDashSettings settings,
        CancellationToken cancellation
    )
    {
        if (stores.Store is not { } store)
        {
            return Closed(engine.Ingest.StoreTrouble ?? "The store is not open.");
        }

        if (query.Content is { } content && store.Contents().All(one => one.Name != content))
        {
            var names = string.Join(", ", store.Contents().Select(one => one.Name));
            return WrongInput.Answer("content", $"content is '{content}'; it takes {names}.");
        }

        // What was counted a moment ago is a part of history too; it is added from memory, and nothing is written for it.
        if (stores.Read(query.Content, query.Before, query.End) is not var (stored, pending))
        {
            return Closed("The server is stopping.");
        }

        using (stored)
        {
            var plan = RowPlan.Of(
                query,
                now,
                settings.Store.MinuteRetention,
                settings.Store.HourRetention,
                stored.QuartersFrom
            );
            var picture = new HistoryReader(query, stored, pending).Read(
                engine.Run,
                now,
                plan,
                engine.Ingest,
                cancellation
            );
            return query.IsCsv
                ? TypedResults.File(
                    Encoding.UTF8.GetBytes(Csv(picture)),
                    "text/csv; charset=utf-8",
                    "clicks.csv"
                )
                : TypedResults.Ok(picture);
        }
    }

    private static ProblemHttpResult Closed(string reason) =>
        TypedResults.Problem(reason, statusCode: StatusCodes.Status503ServiceUnavailable);

    /// <summary>One row a bucket (RFC 4180): its time, its clicks, those of each value; nothing where nothing could be counted.</summary>
    internal static string Csv(Snapshot picture)
    {
        var csv = new StringBuilder("time,total");
        foreach (var series in picture.Series)
        {
            csv.Append(',').Append(Quoted(series.Name));
        }

        if (picture.Visitors is not null)
        {
            csv.Append(",visitors");
        }

        csv.Append("\r\n");
        for (var i = 0; i < picture.Total.Length; i++)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(
                picture.Starts?[i] ?? picture.Start + i * picture.Step
            );
            csv.Append(at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            csv.Append(',').Append(picture.Total[i]);
            foreach (var series in picture.Series)
            {
                csv.Append(',').Append(series.Counts[i]);
            }

            if (picture.Visitors is { } visitors)
            {
                csv.Append(',').Append(visitors[i]);
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
