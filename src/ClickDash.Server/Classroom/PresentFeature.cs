using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Hosting;
using ClickDash.Server.Security;

namespace ClickDash.Server.Classroom;

/// <summary>The presenter: what is shown to all.</summary>
public static class PresentFeature
{
    public static IServiceCollection AddPresent(this IServiceCollection services) =>
        services.AddSingleton<StageService>();

    public static IEndpointRouteBuilder MapPresent(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/stage", (StageService stage) => stage.Now).Reads();
        endpoints.MapPost("/api/stage", Change).Writes();
        return endpoints;
    }

    private static IResult Change(StageChange change, StageService stage)
    {
        if (change.Query is { } query && PageAddress.Read(query).Problem is { } wrong)
        {
            return WrongInput.Answer("query", wrong);
        }

        return stage.TryChange(change, out var parameter, out var problem)
            ? TypedResults.Ok(stage.Now)
            : WrongInput.Answer(parameter, problem);
    }
}
