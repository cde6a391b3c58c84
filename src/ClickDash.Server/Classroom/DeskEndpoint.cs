using ClickDash.Core.Wire;
using ClickDash.Server.Hosting;

namespace ClickDash.Server.Classroom;

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
            return WrongInput.Answer(wrong.Split(' ')[0], wrong);
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
