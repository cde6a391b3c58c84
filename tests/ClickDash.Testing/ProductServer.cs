using System.Diagnostics;
using System.Globalization;

namespace ClickDash.Testing;

/// <summary>The published server in a process of its own, as people start it.</summary>
public sealed class ProductServer : IAsyncDisposable
{
    private const string Program = "ClickDash.Server.dll";
    private const string Launcher = "clickdash-server";
    private const string AddressLine = "ClickDash is at ";
    private const string BrokerLine = "clicks to broker ";

    // A start takes a second or two; on a machine busy with other tests it may take many.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Where the link leads: what is published meanwhile does not take its files away.
    private static readonly string? Published = Repository.Find(
        Path.Combine("out", "server"),
        Program
    )
        is { } link
        ? Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName ?? link
        : null;

    private readonly ChildProcess _process;
    private readonly string _folder;

    private ProductServer(ChildProcess process, string folder)
    {
        _process = process;
        _folder = folder;
    }

    /// <summary>Why it cannot be started here; null where it can.</summary>
    public static string? SkipReason { get; } =
        Published is null ? "The server is not published: ./test and ./run do that." : null;

    /// <summary>Where it listens, <c>http://127.0.0.1:PORT</c> and a slash.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The number that the system knows its process by.</summary>
    public int Id => _process.Id;

    /// <summary>What it logged so far.</summary>
    public string Log => _process.Output;

    /// <summary>Starts it; returns when it listens.</summary>
    /// <param name="arguments">The server's: <c>--ClickDash:Kafka:Topic</c>, <c>visits</c>, … None: the demo.</param>
    /// <param name="port">Where to listen; 0 for a free port.</param>
    public static async Task<ProductServer> StartAsync(
        IEnumerable<string>? arguments = null,
        int port = 0
    )
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var server = Launch(["--urls", url, .. arguments ?? []]);
        try
        {
            server.Address = new Uri(await server.RestOfLineAsync(AddressLine));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one that cannot start, and gives how it ended and what it said.</summary>
    /// <param name="arguments">The server's.</param>
    public static async Task<(int ExitCode, string Output)> FailAsync(params string[] arguments)
    {
        await using var server = Launch(arguments);
        var code = await server._process.ExitAsync(Patience);
        return (code, server.Log);
    }

    /// <summary>The address of its embedded broker, <c>host:port</c>.</summary>
    public async Task<string> BrokerAsync() => (await RestOfLineAsync(BrokerLine)).Split(',')[0];

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.ExitAsync(Patience);
    }

    /// <summary>Stops it and removes what it stored.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static ProductServer Launch(IEnumerable<string> arguments)
    {
        // Of its own, so that nothing that an earlier server has stored is found again.
        var folder = Directory.CreateTempSubdirectory("clickdash-server-").FullName;
        string[] program = OperatingSystem.IsWindows()
            ? ["dotnet", Path.Combine(Published!, Program)]
            : [Path.Combine(Published!, Launcher)];
        var start = new ProcessStartInfo(program[0], [.. program[1..], .. arguments])
        {
            WorkingDirectory = folder,
        };
        return new ProductServer(ChildProcess.Start(start), folder);
    }

    private async Task<string> RestOfLineAsync(string before)
    {
        var line = await _process.LineAsync(before, Patience);
        return line[(line.IndexOf(before, StringComparison.Ordinal) + before.Length)..].Trim();
    }
}
