using ClickDash.Cli;

return await ClickDashCommand.RunAsync(args, Console.Out, Console.Error);
