using System.Net;
using ClickDash.Server.Security;
using ClickDash.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Server.Tests.Security;

/// <summary>The rules of access around addresses of a test's own, without the rest of the server.</summary>
internal sealed class RuleHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RuleHost(WebApplication app) => _app = app;

    /// <summary>A host with <c>GET /read</c>, <c>POST /write</c> and <c>GET /who</c>, which says who asks by what scheme and host.</summary>
    public static async Task<RuleHost> StartAsync(SecuritySettings security)
    {
        var settings = new ClickDashSettings { Security = security };
        var builder = WebApplication.CreateBuilder();
        builder.AddSecurity(settings.Security);
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(settings).AddSingleton(TimeProvider.System);
        var app = builder.Build();
        app.UseSecurity(settings);
        app.UseRouting();
        app.UseAccess();
        app.MapGet("/read", () => "read").Reads();
        app.MapPost("/write", () => "written").Writes();
        app.MapGet(
                "/who",
                (HttpContext context) =>
                    $"{ClientAddress.Of(context)} {context.Request.Scheme} {context.Request.Host}"
            )
            .ForEveryone();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    /// <summary>Asks once.</summary>
    /// <param name="request">A method and a path.</param>
    /// <param name="headers">Sent along.</param>
    /// <param name="from">The address it comes from.</param>
    public async Task<Answer> AskAsync(
        string request,
        Dictionary<string, string>? headers = null,
        string from = "127.0.0.1"
    )
    {
        var context = await _app.GetTestServer()
            .SendAsync(
                one =>
                {
                    (one.Request.Method, one.Request.Path) = request.Split(' ') switch
                    {
                        [var method, var path] => (method, new PathString(path)),
                        _ => throw new ArgumentException(request, nameof(request)),
                    };
                    one.Request.Host = new("dash.example");
                    one.Connection.RemoteIpAddress = IPAddress.Parse(from);
                    foreach (var (name, value) in headers ?? [])
                    {
                        one.Request.Headers[name] = value;
                    }
                },
                TestContext.Current.CancellationToken
            );
        using var reader = new StreamReader(context.Response.Body);
        return new(
            (HttpStatusCode)context.Response.StatusCode,
            await reader.ReadToEndAsync(TestContext.Current.CancellationToken),
            context.Response.Headers.RetryAfter
        );
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>What came back.</summary>
    internal sealed record Answer(HttpStatusCode Status, string Text, string? RetryAfter);
}
