using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Security;

namespace ClickDash.Server.Classroom;

/// <summary>Marks on the time line: alerts, the simulator's doings, and notes of presenters.</summary>
public static class MarksFeature
{
    public static IServiceCollection AddMarks(this IServiceCollection services) =>
        services.AddSingleton(provider => provider.GetRequiredService<LiveEngine>().Marks);

    public static IEndpointRouteBuilder MapMarks(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/marks", (MarkBook marks) => marks.All.ToArray()).Reads();
        endpoints.MapPost("/api/marks", NoteEndpoint.AddAsync).Writes();
        endpoints.MapDelete("/api/marks/{id}", Remove).Writes();
        return endpoints;
    }

    private static IResult Remove(string id, MarkBook marks) =>
        marks.Remove(id)
            ? TypedResults.NoContent()
            : TypedResults.Problem(
                "No mark of that id is on the time line. GET /api/marks lists them.",
                statusCode: StatusCodes.Status404NotFound
            );
}
