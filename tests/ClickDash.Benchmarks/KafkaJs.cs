using System.Diagnostics;
using System.Globalization;

namespace ClickDash.Benchmarks;

/// <summary>The fastest other consumer that was seen: kafkajs, which reads the same topic and counts clicks by page and second.</summary>
internal static class KafkaJs
{
    // Its own batch interface, which is several times as fast as a callback a message.
    private const string Script = """
        const { Kafka, logLevel } = require('kafkajs');
        const [servers, topic, count] = process.argv.slice(2);
        const consumer = new Kafka({ brokers: [servers], logLevel: logLevel.NOTHING })
          .consumer({ groupId: 'kafkajs-' + process.pid, maxBytesPerPartition: 4 << 20, maxWaitTimeInMs: 100 });
        const counts = new Map();
        let read = 0, started = 0;
        (async () => {
          await consumer.connect();
          await consumer.subscribe({ topic, fromBeginning: true });
          await consumer.run({
            autoCommit: false,
            eachBatch: async ({ batch }) => {
              started ||= process.hrtime.bigint();
              for (const message of batch.messages) {
                const click = JSON.parse(message.value);
                const key = click.page + Math.floor(click.ts / 1000);
                counts.set(key, (counts.get(key) ?? 0) + 1);
              }
              read += batch.messages.length;
              if (read >= +count) {
                console.log(read / (Number(process.hrtime.bigint() - started) / 1e9));
                process.exit(0);
              }
            },
          });
        })();
        """;

    /// <summary>Installs it from npm into a folder of its own.</summary>
    /// <exception cref="InvalidOperationException">There is no npm, or it could not install it.</exception>
    public static async Task<string> InstallAsync()
    {
        var folder = Directory.CreateTempSubdirectory("clickdash-kafkajs-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "read.js"), Script);
        await RunAsync("npm", folder, "install", "--no-fund", "--no-audit", "kafkajs@2.2.4");
        return folder;
    }

    /// <summary>Messages a second, from the first batch to the last.</summary>
    public static async Task<double> RunAsync(
        string folder,
        string servers,
        string topic,
        long count
    ) =>
        double.Parse(
            await RunAsync(
                "node",
                folder,
                "read.js",
                servers,
                topic,
                count.ToString(CultureInfo.InvariantCulture)
            ),
            CultureInfo.InvariantCulture
        );

    private static async Task<string> RunAsync(
        string program,
        string folder,
        params string[] arguments
    )
    {
        using var process =
            Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                }
            ) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
