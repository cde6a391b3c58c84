using ClickDash.Server.Alerts;
using ClickDash.Server.Classroom;
using ClickDash.Server.Feeds;
using ClickDash.Server.History;
using ClickDash.Server.Ingest;
using ClickDash.Server.Ops;
using ClickDash.Server.Pages;
using ClickDash.Server.Security;
using ClickDash.Server.Settings;
using Microsoft.Extensions.Configuration.Memory;

// Files of the product lie beside its program; the folder it is started in is the caller's.
var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
);

// Below all other sources: ASPNETCORE_URLS, --urls and Kestrel's own settings choose another address.
if (!builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
{
    builder.Configuration.Sources.Insert(
        0,
        new MemoryConfigurationSource { InitialData = [new("urls", "http://localhost:5080")] }
    );
}

var (settings, problems) = SettingsReader.Read(builder.Configuration);
if (problems.Count > 0)
{
    await Console.Error.WriteLineAsync(
        $"ClickDash cannot start:\n  {string.Join("\n  ", problems)}"
    );
    return 2;
}

builder.AddOps(settings.Log).AddSecurity(settings.Security);
builder.Services.AddSingleton(settings).AddSingleton(TimeProvider.System);
builder
    .Services.AddLive()
    .AddHistory()
    .AddIngest()
    .AddSimulate()
    .AddMarks()
    .AddScenes()
    .AddAlerts()
    .AddPresent()
    .AddJoin()
    .AddPages();

await using var app = builder.Build();
app.UseSecurity(settings);
app.UsePages();
app.UseRouting();
app.UseAccess();
app.UseAntiforgery();
app.MapOps();
app.MapSecurity();
app.MapLive();
app.MapHistory();
app.MapScenes();
app.MapAlerts();
app.MapPresent();
app.MapMarks();
app.MapJoin();
app.MapSimulate();
app.MapPages();

try
{
    await app.StartAsync();
    await app.WaitForShutdownAsync();
    return Environment.ExitCode;
}
catch (Exception e)
{
    // What did start ends before what it uses is disposed of.
    await app.StopAsync();
    if (StartFailure.Sentence(e) is not { } sentence)
    {
        throw;
    }

    await Console.Error.WriteLineAsync($"ClickDash cannot start:\n  {sentence}");
    return 2;
}
