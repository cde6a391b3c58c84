using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace ClickDash.Benchmarks;

/// <summary>
/// Which threads of a process wait for another's lock: the events that the runtime's own counter
/// (<c>dotnet.monitor.lock_contentions</c>) sums up, by thread.
/// </summary>
internal sealed class LockWaits : IAsyncDisposable
{
    private readonly int _process;
    private readonly EventPipeSession _session;
    private readonly Task<List<int>> _threads;

    private LockWaits(int process, EventPipeSession session)
    {
        (_process, _session) = (process, session);
        _threads = Task.Run(() => Listen(session.EventStream));
    }

    /// <summary>Begins to listen.</summary>
    /// <param name="process">The id of a .NET process.</param>
    public static async Task<LockWaits> StartAsync(int process) =>
        new(
            process,
            await new DiagnosticsClient(process).StartEventPipeSessionAsync(
                [
                    new EventPipeProvider(
                        ClrTraceEventParser.ProviderName,
                        EventLevel.Informational,
                        (long)ClrTraceEventParser.Keywords.Contention
                    ),
                ],
                requestRundown: false
            )
        );

    /// <summary>Ends it.</summary>
    /// <returns>The names of the threads that waited, one for each time; of 15 characters at most, as the system keeps them.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        // Before the session ends, while all threads are there.
        var names = Directory
            .GetDirectories(Path.Combine("/proc", Text(_process), "task"))
            .ToDictionary(
                task => Path.GetFileName(task),
                task => File.ReadAllText(Path.Combine(task, "comm"))
            );
        await _session.StopAsync(CancellationToken.None);
        return
        [
            .. (await _threads).Select(id => names.GetValueOrDefault(Text(id), "(ended)").Trim()),
        ];
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        return ValueTask.CompletedTask;
    }

    private static List<int> Listen(Stream events)
    {
        var threads = new List<int>();
        using var source = new EventPipeEventSource(events);
        source.Clr.ContentionStart += wait => threads.Add(wait.ThreadID);
        source.Process();
        return threads;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
