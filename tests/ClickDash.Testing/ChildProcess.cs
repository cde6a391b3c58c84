using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ClickDash.Testing;

/// <summary>A program that a test started: what it writes, and how it ends.</summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Sigint = 2;
    private const int Sigterm = 15;

    // As Linux numbers them.
    private const int Sigcont = 18;
    private const int Sigstop = 19;

    // More than any test looks back at; a program left running must not fill the memory.
    private const int MostLines = 10_000;

    // After being asked to end; what takes longer is killed.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Queue<string> _lines = new();
    private TaskCompletionSource _news = News();

    private ChildProcess(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => Tell();
    }

    /// <summary>The number that the system knows it by.</summary>
    public int Id => _process.Id;

    /// <summary>What it wrote to its output and its error output.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="start">Which and how; its output is redirected.</param>
    public static ChildProcess Start(ProcessStartInfo start)
    {
        ArgumentNullException.ThrowIfNull(start);
        var child = new ChildProcess(start);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>The first line that holds a text, as soon as it is written.</summary>
    /// <exception cref="InvalidOperationException">The program ended without it; the message holds what it wrote.</exception>
    /// <exception cref="TimeoutException">It did not come; the message holds what did.</exception>
    public Task<string> LineAsync(string part, TimeSpan patience) =>
        LineAsync(line => line.Contains(part, StringComparison.Ordinal), patience, part);

    /// <summary>The first line that is right, as soon as it is written.</summary>
    /// <param name="isRight">Judges a line.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="what">What is looked for, for the failure's message.</param>
    /// <exception cref="InvalidOperationException">The program ended without it; the message holds what it wrote.</exception>
    /// <exception cref="TimeoutException">It did not come; the message holds what did.</exception>
    public async Task<string> LineAsync(
        Func<string, bool> isRight,
        TimeSpan patience,
        [CallerArgumentExpression(nameof(isRight))] string what = ""
    )
    {
        using var end = new CancellationTokenSource(patience);
        while (true)
        {
            Task news;
            var hasExited = _process.HasExited;
            lock (_lines)
            {
                news = _news.Task;
                if (_lines.FirstOrDefault(isRight) is { } line)
                {
                    return line;
                }
            }

            if (hasExited)
            {
                // Only then all that it wrote has been read.
                await _process.WaitForExitAsync(end.Token);
                return Output.Split('\n').FirstOrDefault(isRight)
                    ?? throw new InvalidOperationException(
                        $"{_process.StartInfo.FileName} ended without '{what}':\n{Output}"
                    );
            }

            try
            {
                await news.WaitAsync(end.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"Not seen: '{what}'. Seen:\n{Output}", e);
            }
        }
    }

    /// <summary>Presses Ctrl-C: SIGINT.</summary>
    public void Interrupt() => Send(Sigint);

    /// <summary>Asks it to end: SIGTERM, or where there are no signals its end.</summary>
    public void Terminate()
    {
        if (OperatingSystem.IsWindows())
        {
            Kill();
        }
        else
        {
            Send(Sigterm);
        }
    }

    /// <summary>Lets it hang: it answers nothing, and what is sent to it waits. Linux alone.</summary>
    public void Suspend() => Send(Sigstop);

    /// <summary>Lets it go on after <see cref="Suspend"/>.</summary>
    public void Resume() => Send(Sigcont);

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }

    /// <summary>Ends it and all that it started, as a power cut would.</summary>
    public void KillAll()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Its exit code, once it has ended and all that it wrote is read.</summary>
    /// <exception cref="OperationCanceledException">It does not end in time.</exception>
    public async Task<int> ExitAsync(TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        await _process.WaitForExitAsync(end.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, and kills it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Terminate();
        }

        try
        {
            await ExitAsync(Grace);
        }
        catch (OperationCanceledException)
        {
            Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static TaskCompletionSource News() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MostLines)
            {
                _lines.Dequeue();
            }
        }

        Tell();
    }

    private void Tell()
    {
        lock (_lines)
        {
            _news.SetResult();
            _news = News();
        }
    }

    private void Send(int signal)
    {
        if (!_process.HasExited)
        {
            _ = Signal(_process.Id, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
