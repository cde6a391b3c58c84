using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClickDash.Core.Formats;
using CsCheck;

namespace ClickDash.Core.Tests.Formats;

/// <summary>What holds for any message.</summary>
public sealed class FormatPropertyTests
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Short values come up often enough to be absent, equal, or of two letters.
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 12],
        Gen.String[1, 8].Where(IsText),
        One("東京", "größe", "🚀", "a\"b\\c", "\t", "<script>")
    );

    internal static readonly Gen<SeenClick> Clicks = Gen.Select(
        Text.Select(page =>
            "/"
            + page.Replace("?", "", StringComparison.Ordinal)
                .Replace("#", "", StringComparison.Ordinal)
        ),
        Gen.Long[631_152_000_000, 4_102_444_799_999].Nullable(),
        OrNull(Text),
        OrNull(Text),
        OrNull(One("example.org", "news.example.net", "localhost", "[2001:db8::1]")),
        OrNull(One("NZ", "DE", "New Zealand")),
        OrNull(One("mobile", "tablet", "desktop", "bot")),
        Gen.Int[100, 599].Nullable(),
        (page, time, user, session, referrer, country, device, status) =>
            new SeenClick(page, time, user, session, referrer, country, device, status)
    );

    private static readonly Gen<byte[]> Valid = One([
        .. ClickFormats
            .Names.SelectMany(name => ExampleFiles.Of(name))
            .Select(example => example.Message),
    ]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_written_click_is_read_as_it_was(bool isEscaped)
    {
        var format = new ClicksFormat();
        Clicks.Sample(
            click =>
            {
                var message = JsonSerializer.Serialize(
                    new
                    {
                        ts = click.Time,
                        page = click.Page,
                        user = click.User,
                        session = click.Session,
                        referrer = click.Referrer is { } host
                            ? $"https://www.{host}:443/path?q"
                            : null,
                        country = click.Country,
                        device = click.Device,
                        status = click.Status,
                    },
                    isEscaped ? null : Plain
                );
                format.One(message).ShouldBe(click);
            },
            threads: 1
        );
    }

    [Fact]
    public void No_bytes_make_a_format_throw()
    {
        var formats = All();
        Gen.Byte.Array[0, 200].Sample(message => ReadWithAll(formats, message), threads: 1);
    }

    [Fact]
    public void No_mutation_of_a_good_message_makes_a_format_throw()
    {
        var formats = All();
        Gen.Select(Valid, Gen.Int[0, 4000], Gen.Int[0, 40], Gen.Byte.Array[0, 6])
            .Sample(
                (message, at, removed, added) =>
                {
                    at = Math.Min(at, message.Length);
                    removed = Math.Min(removed, message.Length - at);
                    ReadWithAll(
                        formats,
                        [.. message[..at], .. added, .. message[(at + removed)..]]
                    );
                },
                iter: 4_000,
                threads: 1
            );
    }

    // Formats read messages with escapes by the library's reader and others by their own: both must see the same.
    [Fact]
    public void An_escape_somewhere_else_changes_nothing()
    {
        var formats = All();
        Gen.Select(
                Valid,
                Gen.Int[1, 4000],
                Gen.Int[0, 3],
                One(
                    "",
                    ",",
                    "}",
                    "]",
                    "1",
                    "0",
                    " ",
                    "\"",
                    "\n",
                    ":",
                    "x",
                    "{}",
                    "[",
                    "-",
                    ".5",
                    "e3",
                    "null,"
                )
            )
            .Where(sample =>
                sample.Item1 is [(byte)'{', _, ..]
                && !Encoding.UTF8.GetString(sample.Item1[1..]).TrimStart().StartsWith('}')
            )
            .Sample(
                sample =>
                {
                    var (valid, at, removed, added) = sample;
                    at = Math.Min(at, valid.Length);
                    removed = Math.Min(removed, valid.Length - at);
                    byte[] message =
                    [
                        .. valid[..at],
                        .. Encoding.UTF8.GetBytes(added),
                        .. valid[(at + removed)..],
                    ];
                    if (Encoding.UTF8.GetString(message.AsSpan(1)).TrimStart() is ['}', ..])
                    {
                        return;
                    }

                    byte[] withEscape = [.. "{\"\\u0000\":\"\\u0000\","u8, .. message.AsSpan(1)];
                    foreach (var format in formats.Where(format => format.Name != "access-log"))
                    {
                        format
                            .All(message)
                            .ShouldBe(
                                format.All(withEscape),
                                $"{format.Name}: {Encoding.UTF8.GetString(message)}"
                            );
                    }
                },
                iter: 4_000,
                threads: 1
            );
    }

    private static Gen<T> One<T>(params T[] values) =>
        Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string?> OrNull(Gen<string> texts) =>
        Gen.Select(texts, Gen.Bool, (text, isThere) => isThere ? text : null);

    private static IClickFormat[] All() =>
        [.. ClickFormats.Presets.Select(name => ClickFormats.Create(name))];

    private static void ReadWithAll(IClickFormat[] formats, byte[] message)
    {
        foreach (var format in formats)
        {
            foreach (
                var click in format.All(message, message.AsSpan(0, Math.Min(3, message.Length)))
                    ?? []
            )
            {
                click.Page.ShouldNotBeEmpty();
            }
        }
    }

    private static bool IsText(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
