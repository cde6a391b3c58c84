using System.Net;
using ClickDash.Server.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Server.Tests.Security;

/// <summary>Every address there is, those of later features included.</summary>
public sealed class EndpointRuleTests(KeyedServer server) : IClassFixture<KeyedServer>
{
    // What answers one who has no key. A feature that adds to this says why in docs/security.md.
    private static readonly string[] ForEveryone =
    [
        "/healthz/live",
        "/healthz/ready",
        "/sign-in",
        "/sign-out",
        "/join",
        "/join/{token}",
        "/join/{token}/phones",
        "/join/{token}/pages",
        "/join/{token}/taps",
        "/css/app.css",
        "/css/join.css",
        "/js/join.js",
        "/css/sign-in.css",
        "/favicon.svg",
    ];

    private IEnumerable<RouteEndpoint> Endpoints =>
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public void Each_has_a_rule_of_access()
    {
        Endpoints.Count().ShouldBeGreaterThan(10);
        Endpoints
            .Where(one =>
                one.Metadata.GetMetadata<IAllowAnonymous>() is null
                && !one
                    .Metadata.GetOrderedMetadata<IAuthorizeData>()
                    .Any(rule => rule.Policy is AccessRules.ForViewers or AccessRules.ForPresenters)
            )
            .Select(one => $"{one.RoutePattern.RawText} ({one.DisplayName})")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Only_these_are_for_everyone() =>
        Endpoints
            .Where(one => one.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(one => one.RoutePattern.RawText)
            .Distinct()
            .ShouldBe(ForEveryone, ignoreOrder: true);

    [Fact]
    public async Task All_others_refuse_one_without_a_key()
    {
        using var http = server.Bare();
        var open = new List<string>();
        foreach (var path in Endpoints.Select(one => one.RoutePattern.RawText!).Distinct())
        {
            if (ForEveryone.Contains(path) || path.Contains('{'))
            {
                continue;
            }

            using var answer = await http.GetAsync(
                path.TrimStart('/'),
                TestContext.Current.CancellationToken
            );
            var isRefused =
                answer.StatusCode is HttpStatusCode.Unauthorized
                || (
                    answer.StatusCode is HttpStatusCode.Redirect
                    && answer.Headers.Location!.OriginalString.StartsWith(
                        "/sign-in?to=",
                        StringComparison.Ordinal
                    )
                );
            if (!isRefused)
            {
                open.Add($"{path}: {answer.StatusCode}");
            }
        }

        open.ShouldBeEmpty();
    }
}
