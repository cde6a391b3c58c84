using System.Diagnostics.CodeAnalysis;
using ClickDash.Core.Wire;
using ClickDash.Server.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using QRCoder;

namespace ClickDash.Server.Classroom;

/// <summary>The audience: phones that join by a link and click pages of the presenter's choice.</summary>
public static class JoinFeature
{
    public static IServiceCollection AddJoin(this IServiceCollection services) =>
        services.AddSingleton<Room>().AddSingleton<Phones>().AddSingleton<Taps>();

    public static IEndpointRouteBuilder MapJoin(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/join", (Room room) => room.Info()).Reads();
        endpoints.MapGet("/api/join/code.svg", Code).Reads();
        // For whoever has the room's token, with a key or without.
        endpoints.MapGet("/join", Page).Joins();
        endpoints.MapGet("/join/{token}", Page).Joins();
        endpoints.MapPost("/join/{token}/phones", Join).Joins();
        endpoints.MapGet("/join/{token}/pages", Pages).Joins();
        endpoints.MapPost("/join/{token}/taps", TapAsync).Joins();
        return endpoints;
    }

    private static IResult Code(Room room)
    {
        if (room.Info().Link is not { } link)
        {
            return TypedResults.NotFound();
        }

        using var code = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        // Dark on white with its quiet border, in both themes: cameras want it so.
        return TypedResults.Text(
            svg.GetGraphic(
                new System.Drawing.Size(400, 400),
                "#000000",
                "#ffffff",
                drawQuietZones: true,
                SvgQRCode.SizingMode.ViewBoxAttribute
            ),
            "image/svg+xml"
        );
    }

    [SuppressMessage(
        "Performance",
        "CA1859",
        Justification = "The generated code that calls it does not see components."
    )]
    private static IResult Page(
        HttpContext context,
        Room room,
        Taps taps,
        StageService stage,
        string? token = null,
        string? room_ = null
    )
    {
        token ??= context.Request.Query["room"];
        var isHere = room.IsHere(token);
        return new RazorComponentResult<JoinPage>(
            new
            {
                Base = $"{context.Request.PathBase}/",
                Room = isHere ? room.Token : null,
                Problem = isHere ? taps.Problem
                : string.IsNullOrEmpty(token) ? null
                : "There is no such room. Please look at the screen again.",
                stage.Now.Pages,
            }
        )
        {
            StatusCode =
                isHere || string.IsNullOrEmpty(token)
                    ? StatusCodes.Status200OK
                    : StatusCodes.Status404NotFound,
        };
    }

    private static IResult Join(string token, Room room, Phones phones, StageService stage) =>
        !room.IsHere(token) ? NoRoom()
        : phones.TryJoin() is { } joined
            ? TypedResults.Ok(new JoinedPhone(joined.Id, SeatMark.Of(joined.Seat), stage.Now.Pages))
        : Refused(503, "The room is full.", $"{Phones.Most} phones have joined.");

    private static IResult Pages(
        string token,
        string phone,
        Room room,
        Phones phones,
        StageService stage
    ) =>
        !room.IsHere(token) ? NoRoom()
        : phones.Hear(phone) is null ? NoPhone()
        : TypedResults.Ok(new TapAnswer(Delay: null, stage.Now.Pages));

    private static async Task<IResult> TapAsync(
        string token,
        TapRequest tap,
        Room room,
        Phones phones,
        Taps taps,
        StageService stage,
        HttpContext context
    )
    {
        if (!room.IsHere(token))
        {
            return NoRoom();
        }

        if (taps.Problem is { } problem)
        {
            return Refused(503, "Taps cannot be clicks here.", problem);
        }

        if (phones.Hear(tap.Phone ?? "") is null)
        {
            return NoPhone();
        }

        var pages = stage.Now.Pages;
        if (!pages.Contains(tap.Page, StringComparer.Ordinal))
        {
            return Refused(409, "This page is not on the buttons any more.", "Look again.");
        }

        if (!phones.TryTap(tap.Phone!))
        {
            context.Response.Headers.RetryAfter = "1";
            return Refused(429, "Not so fast.", "Four taps a second are counted.");
        }

        var (isSent, delay) = await taps.SendAsync(tap.Phone!, tap.Page, context.RequestAborted);
        return isSent
            ? TypedResults.Ok(new TapAnswer(delay, pages))
            : Refused(503, "The clicks are not being read.", "Try again when the screen moves.");
    }

    private static ProblemHttpResult NoRoom() =>
        Refused(404, "There is no such room.", "Look at the screen again.");

    private static ProblemHttpResult NoPhone() =>
        Refused(410, "This phone has not joined.", "Load the page again.");

    private static ProblemHttpResult Refused(int status, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title);
}
