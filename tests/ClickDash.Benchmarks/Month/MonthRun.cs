using System.Diagnostics;

namespace ClickDash.Benchmarks.Month;

/// <summary>Lets the month pass: producers send, the server reads, counts and stores, stops and starts; beside it all is counted again.</summary>
internal sealed class MonthRun : IDisposable
{
    // A store's batch a minute, and in a flood every two seconds as in the product: more of them make no difference to what is counted.
    private const int StepsABatch = 60 / MonthPlan.StepSeconds;
    private const int SecondsABatch = 2;

    // What filters know of the past, with some to spare.
    private const int StepsAgain = (2 * 3600 + 600) / MonthPlan.StepSeconds;

    private readonly MonthSite _site;
    private readonly string _file;
    private readonly SimulatedClock _clock = new(MonthPlan.TimeOf(0));
    private readonly List<MonthMessage> _messages = [];
    private readonly Dictionary<int, long[]> _firstOffsets = [];
    private readonly long[] _ends = new long[MonthMessage.Partitions];
    private long[] _liveFrom = new long[MonthMessage.Partitions];
    private MonthServer? _server;
    private int _startsAt;

    public MonthRun(MonthSite site, string file)
    {
        (_site, _file) = (site, file);
        _clock.Now = MonthPlan.TimeOf(0);
    }

    /// <summary>What the clicks come to.</summary>
    public Recount Recount { get; } = new();

    /// <summary>How long a tick took that was none of a flood's, in milliseconds, since this was taken last.</summary>
    public List<double> Ticks { get; private set; } = [];

    /// <summary>How long reading, ticks and storing took in all.</summary>
    public (TimeSpan Read, TimeSpan Tick, TimeSpan Store) Spent { get; private set; }

    /// <summary>The server that runs now.</summary>
    /// <exception cref="InvalidOperationException">None does.</exception>
    public MonthServer Server => _server ?? throw new InvalidOperationException("It is down.");

    /// <summary>Whether a server runs.</summary>
    public bool IsUp => _server is not null;

    /// <summary>Hands over how long ticks took.</summary>
    public List<double> TakeTicks()
    {
        var ticks = Ticks;
        Ticks = [];
        return ticks;
    }

    /// <summary>Lets a step pass.</summary>
    public void Step(int step)
    {
        if (MonthPlan.At(step) is { } restart)
        {
            Stop(restart);
            _startsAt = step + restart.StepsDown;
        }

        if (_server is null && step >= _startsAt)
        {
            Start(step);
        }

        Send(step);
        _clock.Now = MonthPlan.TimeOf(step + 1);
        if (_server is { } server)
        {
            Read(server, step);
        }
    }

    public void Dispose() => _server?.Dispose();

    /// <summary>Stores all that was read.</summary>
    public void Store()
    {
        var began = Stopwatch.GetTimestamp();
        Server.Store();
        Spent = Spent with { Store = Spent.Store + Stopwatch.GetElapsedTime(began) };
        Recount.Commit();
    }

    private void Stop(Restart restart)
    {
        if (restart.IsCrash)
        {
            Recount.Discard();
        }
        else
        {
            Server.Stop();
            Recount.Commit();
        }

        _server?.Dispose();
        _server = null;
    }

    /// <summary>Starts a server, which reads again what filters need and then what it has not counted yet.</summary>
    private void Start(int step)
    {
        _server = MonthServer.Start(_file, _clock);
        var next = _server.Next();
        var first = Math.Max(0, step - StepsAgain);
        _liveFrom = [.. _ends];
        var from = _firstOffsets.GetValueOrDefault(first, [0, 0]);
        _server.Begin(next, from, _ends);
        for (var before = first; before < step; before++)
        {
            _site.Fill(before, _messages);
            Pass(_server, _firstOffsets[before], MonthPlan.TimeOf(before), long.MaxValue, next);
        }

        _server.EndAgain(next);
        _server.Report(_ends);
        _server.Tick();
        Store();
    }

    private void Send(int step)
    {
        _site.Fill(step, _messages);
        _firstOffsets[step] = [.. _ends];
        _firstOffsets.Remove(step - StepsAgain - 1);
        foreach (var message in _messages)
        {
            _ends[message.Partition]++;
        }
    }

    private void Read(MonthServer server, int step)
    {
        var (first, start) = (_firstOffsets[step], MonthPlan.TimeOf(step));
        if (MonthPlan.FloodASecond(step) == 0)
        {
            Pass(server, first, start, long.MaxValue, first);
            if (step % StepsABatch == 0)
            {
                Report(server);
                Store();
            }

            return;
        }

        for (var second = 1; second <= MonthPlan.StepSeconds; second++)
        {
            _clock.Now = start + second * 1000L;
            Pass(server, first, _clock.Now - 1000, _clock.Now, first);
            Tick(server);
            if (second % SecondsABatch == 0)
            {
                Store();
            }
        }

        server.Report(_ends);
    }

    private void Report(MonthServer server)
    {
        server.Report(_ends);
        Ticks.Add(Tick(server).TotalMilliseconds);
    }

    private TimeSpan Tick(MonthServer server)
    {
        var began = Stopwatch.GetTimestamp();
        server.Tick();
        var took = Stopwatch.GetElapsedTime(began);
        Spent = Spent with { Tick = Spent.Tick + took };
        return took;
    }

    /// <summary>Reads of the step's messages those that were sent from one moment up to another; those below the next offset are not counted again.</summary>
    private void Pass(MonthServer server, long[] firstOffsets, long from, long to, long[] next)
    {
        var began = Stopwatch.GetTimestamp();
        Span<long> offsets = stackalloc long[MonthMessage.Partitions];
        firstOffsets.CopyTo(offsets);
        foreach (var message in _messages)
        {
            var offset = offsets[message.Partition]++;
            if (message.SentAt < from || message.SentAt >= to)
            {
                continue;
            }

            if (offset < next[message.Partition])
            {
                server.TakeAgain(message, offset);
                continue;
            }

            server.Take(message, offset);
            Recount.Count(message, _clock.Now, offset >= _liveFrom[message.Partition]);
        }

        server.Flush();
        server.FlushAgain();
        Spent = Spent with { Read = Spent.Read + Stopwatch.GetElapsedTime(began) };
    }
}
