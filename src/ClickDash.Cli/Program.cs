using ClickDash.Cli;
using ClickDash.Cli.Output;

return await ClickDashCommand.RunAsync(args, Terminal.Open(), Console.Error);
