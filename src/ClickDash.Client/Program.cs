using ClickDash.Client;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.Services.AddClickDashBrowser();
await builder.Build().RunAsync();
