using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Hashing;
using System.Text.Unicode;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>A line in the Combined Log Format: <see cref="AccessLogFormat"/>. A user is written without spaces.</summary>
public sealed class AccessLogWriter : IClickWriter
{
    private const int TimeLength = 32;

    /// <inheritdoc/>
    public string Name => "access-log";

    /// <inheritdoc/>
    public ClickParts Carries =>
        ClickParts.User | ClickParts.Referrer | ClickParts.Device | ClickParts.Status;

    /// <inheritdoc/>
    public int TimeStep => 1000;

    /// <inheritdoc/>
    public void Write(in Click click, IBufferWriter<byte> output)
    {
        WriteClient(click.User, output);
        output.Write(" - "u8);
        WriteUser(click.User, output);
        output.Write(" ["u8);
        WriteTime(click.Time, output);
        output.Write("] \"GET "u8);
        WriteEscaped(click.Page, output);
        output.Write(" HTTP/1.1\" "u8);
        WriteStatus(click.Status, output);
        output.Write(" 512 \""u8);
        output.Write(click.Referrer.IsEmpty ? "-"u8 : "https://"u8);
        WriteEscaped(click.Referrer, output);
        output.Write("\" \""u8);
        var agent = AgentText.Of(click.Device);
        output.Write(agent.IsEmpty ? "-"u8 : agent);
        output.Write("\""u8);
    }

    // Log analysers leave out lines without one: each user has an address of a private network.
    private static void WriteClient(ReadOnlySpan<byte> user, IBufferWriter<byte> output)
    {
        if (user.IsEmpty)
        {
            output.Write("-"u8);
            return;
        }

        var hash = XxHash3.HashToUInt64(user);
        Span<byte> text = stackalloc byte["10.255.255.255".Length];
        Utf8.TryWrite(
            text,
            CultureInfo.InvariantCulture,
            $"10.{(byte)hash}.{(byte)(hash >> 8)}.{(byte)(hash >> 16)}",
            out var length
        );
        output.Write(text[..length]);
    }

    // A space would end the field, and servers write none.
    private static void WriteUser(ReadOnlySpan<byte> user, IBufferWriter<byte> output)
    {
        if (user.IsEmpty)
        {
            output.Write("-"u8);
        }

        foreach (var c in user)
        {
            output.Write([c is (byte)' ' or (byte)'\n' ? (byte)'_' : c]);
        }
    }

    private static void WriteTime(ClickTime time, IBufferWriter<byte> output)
    {
        if (time.Milliseconds is not { } milliseconds)
        {
            output.Write("-"u8);
            return;
        }

        Span<byte> text = stackalloc byte[TimeLength];
        DateTimeOffset
            .FromUnixTimeMilliseconds(milliseconds)
            .TryFormat(
                text,
                out var length,
                "dd/MMM/yyyy:HH:mm:ss +0000",
                CultureInfo.InvariantCulture
            );
        output.Write(text[..length]);
    }

    private static void WriteStatus(int status, IBufferWriter<byte> output)
    {
        Span<byte> text = stackalloc byte[3];
        Utf8Formatter.TryFormat(status, text, out var length);
        output.Write(status == 0 ? "-"u8 : text[..length]);
    }

    // As nginx does it: what could end the field or the line is a byte in hexadecimal.
    private static void WriteEscaped(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        foreach (var c in text)
        {
            if (c is (byte)'"' or (byte)'\\' or < (byte)' ' or 0x7F)
            {
                var room = output.GetSpan(4);
                "\\x"u8.CopyTo(room);
                Utf8Formatter.TryFormat(c, room[2..], out _, new StandardFormat('X', 2));
                output.Advance(4);
            }
            else
            {
                output.Write([c]);
            }
        }
    }
}
