using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClickDash.Cli.Output;
using ClickDash.Kafka;

namespace ClickDash.Cli.Messages;

/// <summary>A way to write messages or their clicks, one after the other.</summary>
internal interface IMessageWriter
{
    /// <summary>Writes one; <paramref name="click"/> is null where only the message's own fields are wanted.</summary>
    void Write(KafkaMessage message, ReadClick? click);

    /// <summary>Shows all that was written.</summary>
    void Flush();
}

/// <summary>Columns of a fixed width with a header: what people read as it comes.</summary>
internal sealed class ColumnWriter(TextWriter output, IReadOnlyList<Field> fields) : IMessageWriter
{
    private bool _hasHeader;

    public void Write(KafkaMessage message, ReadClick? click)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            output.WriteLine(Row(field => field.Name));
        }

        output.WriteLine(
            Row(field => field.Of(message, click) is { } value ? Shown.Plain($"{value}") : "-")
        );
    }

    public void Flush() => output.Flush();

    private string Row(Func<Field, string> cell) =>
        string.Join(' ', fields.Select(field => Fit(cell(field), field.Width))).TrimEnd();

    private static string Fit(string text, int width) =>
        text.Length > width ? text[..(width - 1)] + "…" : text.PadRight(width);
}

/// <summary>One JSON object a line, without what is absent.</summary>
internal sealed class JsonLineWriter(TextWriter output, IReadOnlyList<Field> fields)
    : IMessageWriter
{
    private readonly ArrayBufferWriter<byte> _line = new();

    public void Write(KafkaMessage message, ReadClick? click)
    {
        _line.ResetWrittenCount();
        using (
            var json = new Utf8JsonWriter(
                _line,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartObject();
            foreach (var field in fields)
            {
                switch (field.Of(message, click))
                {
                    case long number:
                        json.WriteNumber(field.Name, number);
                        break;
                    case string text:
                        json.WriteString(field.Name, text);
                        break;
                }
            }

            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(_line.WrittenSpan));
        output.Write('\n');
    }

    public void Flush() => output.Flush();
}

/// <summary>
/// The values alone, a line each: byte for byte where a program reads them, as text that cannot steer a terminal where
/// people do.
/// </summary>
internal sealed class RawWriter(TextWriter output) : IMessageWriter
{
    private readonly bool _isTerminal = Terminal.Behind(output) is not null;

    public void Write(KafkaMessage message, ReadClick? click)
    {
        var value = message.Value ?? [];
        if (output is StreamWriter writer)
        {
            writer.Flush();
            writer.BaseStream.Write(value);
            writer.BaseStream.WriteByte((byte)'\n');
            return;
        }

        var text = Encoding.UTF8.GetString(value);
        output.Write(_isTerminal ? Shown.Plain(text) : text);
        output.Write('\n');
    }

    public void Flush() => output.Flush();
}
