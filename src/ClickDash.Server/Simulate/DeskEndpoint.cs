using ClickDash.Core.Wire;

namespace ClickDash.Server.Simulate;

/// <summary>The desk's address for orders.</summary>
internal static class DeskEndpoint
{
    public static async Task<IResult> OrderAsync(
        DeskOrder order,
        Desk desk,
        CancellationToken cancellation
    )
    {
        if (order.Problem() is { } wrong)
        {
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { [wrong.Split(' ')[0]] = [wrong] },
                detail: wrong
            );
        }

        try
        {
            await desk.DoAsync(order, cancellation);
            return TypedResults.Ok(desk.State);
        }
        catch (InvalidOperationException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
