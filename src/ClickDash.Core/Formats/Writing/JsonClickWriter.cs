using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>A writer whose messages are JSON objects; what a click does not say is left out.</summary>
#pragma warning disable CA1001 // Over a buffer of the caller's, a JSON writer holds nothing that has to be let go.
public abstract class JsonClickWriter : IClickWriter
#pragma warning restore CA1001
{
    // The longest time that is written.
    private const int TimeLength = 32;

    // Where the shop of simulated clicks is.
    private static readonly byte[] Site = "https://shop.example"u8.ToArray();

    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly Utf8JsonWriter _json = new(
        new ArrayBufferWriter<byte>(),
        // Browsers do not run what is in a topic, and producers do not escape it.
        new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    private protected JsonClickWriter(string name, ClickParts carries, int timeStep)
    {
        Name = name;
        Carries = carries;
        TimeStep = timeStep;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ClickParts Carries { get; }

    /// <inheritdoc/>
    public int TimeStep { get; }

    /// <inheritdoc/>
    public virtual bool PageIsKey => false;

    /// <inheritdoc/>
    public void Write(in Click click, IBufferWriter<byte> output)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        WriteMembers(click, _json);
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>Writes the object's members.</summary>
    private protected abstract void WriteMembers(in Click click, Utf8JsonWriter json);

    /// <summary>A text, where there is one.</summary>
    private protected static void Text(
        Utf8JsonWriter json,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> text
    )
    {
        if (!text.IsEmpty)
        {
            json.WriteString(name, text);
        }
    }

    /// <summary>The page as a URL of the shop.</summary>
    private protected void Url(Utf8JsonWriter json, ReadOnlySpan<byte> name, in Click click) =>
        Joined(json, name, Site, click.Page, default);

    /// <summary>The referrer as a URL, where there is one.</summary>
    private protected void Referrer(Utf8JsonWriter json, ReadOnlySpan<byte> name, in Click click)
    {
        if (!click.Referrer.IsEmpty)
        {
            Joined(json, name, "https://"u8, click.Referrer, "/"u8);
        }
    }

    /// <summary>A user agent of the click's device, where it has one.</summary>
    private protected static void Agent(
        Utf8JsonWriter json,
        ReadOnlySpan<byte> name,
        in Click click
    ) => Text(json, name, AgentText.Of(click.Device));

    /// <summary>The request line that asks for the page.</summary>
    private protected void Request(Utf8JsonWriter json, ReadOnlySpan<byte> name, in Click click) =>
        Joined(json, name, "GET "u8, click.Page, " HTTP/1.1"u8);

    /// <summary>The time, where there is one, in a format of .NET's in UTC.</summary>
    private protected static void Time(
        Utf8JsonWriter json,
        ReadOnlySpan<byte> name,
        in Click click,
        string format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"
    )
    {
        if (click.Time.Milliseconds is { } milliseconds)
        {
            Span<byte> text = stackalloc byte[TimeLength];
            DateTimeOffset
                .FromUnixTimeMilliseconds(milliseconds)
                .TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
            json.WriteString(name, text[..length]);
        }
    }

    private void Joined(
        Utf8JsonWriter json,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> before,
        ReadOnlySpan<byte> text,
        ReadOnlySpan<byte> after
    )
    {
        _text.ResetWrittenCount();
        _text.Write(before);
        _text.Write(text);
        _text.Write(after);
        json.WriteString(name, _text.WrittenSpan);
    }
}
