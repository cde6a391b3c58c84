using System.Buffers;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Writing;
using ClickDash.Kafka;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Classroom;

/// <summary>
/// Sends the server's own clicks (the simulator's, the desk's, the phones') to the first topic in that topic's format, as any
/// producer would. Connects when it is first needed. Safe for use by several callers at once.
/// </summary>
public sealed class TopicWriter(ClickDashSettings settings, KafkaConnection kafka) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly IClickWriter? _writer = ClickWriters.Presets.Contains(
        settings.Sources[0].Format
    )
        ? ClickWriters.Create(settings.Sources[0].Format)
        : null;
    private ClickProducer? _producer;

    /// <summary>Where it sends to.</summary>
    public string Topic => settings.Sources[0].Topic;

    /// <summary>Why it cannot write clicks of the topic's format, as a sentence; null where it can.</summary>
    public string? Problem =>
        _writer is null
            ? $"Clicks of the format '{settings.Sources[0].Format}' cannot be written; those of {string.Join(", ", ClickWriters.Presets)} can."
            : null;

    /// <summary>Whether a message's key is the page, so that it can be nothing else.</summary>
    public bool PageIsKey => _writer?.PageIsKey == true;

    /// <summary>The connection.</summary>
    public ClickProducer Producer
    {
        get
        {
            lock (_gate)
            {
                return _producer ??= new ClickProducer(kafka.Address, settings.Kafka.Client);
            }
        }
    }

    /// <summary>Another writer of the topic's format, for one thread.</summary>
    /// <exception cref="InvalidOperationException">There is none; <see cref="Problem"/> says so.</exception>
    public IClickWriter NewWriter() =>
        ClickWriters.Create((_writer ?? throw new InvalidOperationException(Problem)).Name);

    /// <summary>Writes a click as the topic's messages are.</summary>
    /// <exception cref="InvalidOperationException">It cannot; <see cref="Problem"/> says why.</exception>
    public byte[] Write(in Click click)
    {
        var writer = _writer ?? throw new InvalidOperationException(Problem);
        lock (_gate)
        {
            _buffer.ResetWrittenCount();
            writer.Write(click, _buffer);
            return _buffer.WrittenSpan.ToArray();
        }
    }

    public void Dispose() => _producer?.Dispose();
}
