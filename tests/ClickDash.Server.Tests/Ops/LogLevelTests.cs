using ClickDash.Server.Ops;
using ClickDash.Server.Security;
using ClickDash.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClickDash.Server.Tests.Ops;

public sealed class LogLevelTests
{
    [Fact]
    public async Task A_wrong_key_is_no_line_of_its_own_and_many_are_a_warning()
    {
        await using var app = WebApplication.CreateBuilder().AddOps(new LogSettings()).Build();
        var factory = app.Services.GetRequiredService<ILoggerFactory>();

        factory.CreateLogger<BearerKey>().IsEnabled(LogLevel.Information).ShouldBeFalse();
        factory.CreateLogger<BearerKey>().IsEnabled(LogLevel.Warning).ShouldBeTrue();
        factory.CreateLogger<KeyGuard>().IsEnabled(LogLevel.Information).ShouldBeTrue();
    }
}
