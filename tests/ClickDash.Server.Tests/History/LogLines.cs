using System.Collections;
using ClickDash.Server.History;
using Microsoft.Extensions.Logging;

namespace ClickDash.Server.Tests.History;

/// <summary>What the store's service logs, line by line.</summary>
internal sealed class LogLines : ILogger<StoreService>, IEnumerable<string>
{
    private readonly List<string> _lines = [];

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _lines.Add(formatter(state, exception));

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public IEnumerator<string> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
