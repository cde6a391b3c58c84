using System.Diagnostics;
using System.Globalization;

namespace ClickDash.Testing;

/// <summary>One broker and controller of a <see cref="KafkaCluster"/>: a process that can be killed and started again on its data.</summary>
internal sealed class KafkaNode(int number, int port, string folder, IReadOnlyList<string> settings)
    : IAsyncDisposable
{
    private const string ReadyLine = "Kafka Server started";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private ChildProcess? _process;

    /// <summary>Its address, <c>host:port</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    /// <summary>Whether it was started and not ended.</summary>
    public bool IsRunning => _process is not null;

    private string Properties => Path.Combine(folder, $"node{number}.properties");

    private string Data => Path.Combine(folder, $"log{number}");

    /// <summary>Writes its settings and makes its folder one of the cluster.</summary>
    /// <param name="clusterId">The cluster's id.</param>
    /// <param name="voters">All controllers, as <c>controller.quorum.voters</c> names them.</param>
    /// <param name="like">A node whose formatted folder is taken over, which takes no second; null to format one.</param>
    public async Task FormatAsync(string clusterId, string voters, KafkaNode? like)
    {
        await File.WriteAllLinesAsync(
            Properties,
            [
                "process.roles=broker,controller",
                $"node.id={number}",
                $"controller.quorum.voters={voters}",
                $"listeners=PLAINTEXT://{Address},CONTROLLER://127.0.0.1:{port + 1}",
                $"advertised.listeners=PLAINTEXT://{Address}",
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=PLAINTEXT",
                $"log.dirs={Data}",
                .. settings,
            ]
        );
        if (like is null)
        {
            await using var format = Java(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                clusterId,
                "-c",
                Properties
            );
            if (await format.ExitAsync(Patience) != 0)
            {
                throw new InvalidOperationException($"Formatting failed: {format.Output}");
            }

            return;
        }

        Directory.CreateDirectory(Data);
        foreach (var file in Directory.EnumerateFiles(like.Data))
        {
            File.Copy(file, Path.Combine(Data, Path.GetFileName(file)));
        }

        await File.WriteAllLinesAsync(
            Path.Combine(Data, "meta.properties"),
            [
                "version=1",
                $"cluster.id={clusterId}",
                $"node.id={number}",
                $"directory.id={KafkaCluster.NewId()}",
            ]
        );
    }

    /// <summary>Begins to start it.</summary>
    public void Start() => _process = Java("kafka.Kafka", Properties);

    /// <summary>Waits until it takes part.</summary>
    public Task ReadyAsync() => _process!.LineAsync(ReadyLine, Patience);

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.ExitAsync(Patience);
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <summary>Lets it hang.</summary>
    public void Suspend() => _process!.Suspend();

    /// <summary>Lets it go on.</summary>
    public void Resume() => _process!.Resume();

    /// <summary>Ends it in order: what it leads goes to others first.</summary>
    public async Task StopAsync()
    {
        _process!.Terminate();
        await _process.ExitAsync(Patience);
        await _process.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private ChildProcess Java(params string[] arguments)
    {
        var start = new ProcessStartInfo("java");
        foreach (
            var argument in (string[])
                [
                    "-Xms128m",
                    "-Xmx320m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    $"-Dlog4j.configuration=file:{Path.Combine(folder, "log4j.properties")}",
                    "-cp",
                    Path.Combine(KafkaInstallation.Folder, "lib", "*"),
                    .. arguments,
                ]
        )
        {
            start.ArgumentList.Add(argument);
        }

        return ChildProcess.Start(start);
    }
}
