namespace ClickDash.Server.Security;

/// <summary>
/// Lets no other site's page use an address by its visitor's browser. Browsers ask nobody before they open a WebSocket, so
/// their <c>Origin</c> is looked at here; programs send none.
/// </summary>
public static class SameOrigin
{
    /// <summary>Put on an address that only our own pages may use.</summary>
    public static object Required { get; } = new Mark();

    /// <summary>Refuses pages of other sites where <see cref="Required"/> says so.</summary>
    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.GetEndpoint()?.Metadata.GetMetadata<Mark>() is null || IsOurs(context)
                    ? next(context)
                    : Refusal.OtherSite(context)
        );

    private static bool IsOurs(HttpContext context)
    {
        var origins = context.Request.Headers.Origin;
        // Hosts are compared, not schemes: a proxy may speak https for us.
        return origins.Count == 0
            || (
                Uri.TryCreate(origins, UriKind.Absolute, out var origin)
                && string.Equals(
                    origin.Authority,
                    context.Request.Host.Value,
                    StringComparison.OrdinalIgnoreCase
                )
            );
    }

    private sealed class Mark;
}
