using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;

namespace ClickDash.Core.Tests.Formats;

/// <summary>A click as a test sees it: its texts copied, null where absent.</summary>
internal sealed record SeenClick(
    string Page,
    long? Time = null,
    string? User = null,
    string? Session = null,
    string? Referrer = null,
    string? Country = null,
    string? Device = null,
    int? Status = null,
    long Weight = 1,
    bool Retimed = false
);

/// <summary>Keeps the clicks that a format hands over.</summary>
internal sealed class SeenClicks : IClickSink
{
    // Strict: a format must never hand on what is not UTF-8.
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public List<SeenClick> Clicks { get; } = [];

    public void Add(in Click click) =>
        Clicks.Add(
            new SeenClick(
                Text(click.Page) ?? "",
                click.Time.Milliseconds,
                Text(click.User),
                Text(click.Session),
                Text(click.Referrer),
                Text(click.Country),
                Text(click.Device),
                click.Status == 0 ? null : click.Status,
                click.Weight,
                click.Time.IsImplausible
            )
        );

    private static string? Text(ReadOnlySpan<byte> text) =>
        text.IsEmpty ? null : Utf8.GetString(text);
}

/// <summary>Short ways to ask a format in a test.</summary>
internal static class Reading
{
    public static SeenClick? One(this IClickFormat format, string message, string key = "") =>
        format.All(message, key) is { } clicks ? clicks.ShouldHaveSingleItem() : null;

    /// <summary>The clicks of a message, or null where it is malformed.</summary>
    public static IReadOnlyList<SeenClick>? All(
        this IClickFormat format,
        string message,
        string key = ""
    ) => format.All(Encoding.UTF8.GetBytes(message), Encoding.UTF8.GetBytes(key));

    public static IReadOnlyList<SeenClick>? All(
        this IClickFormat format,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> key = default
    )
    {
        var seen = new SeenClicks();
        var reason = format.Read(key, message, seen);
        if (reason == DropReason.None)
        {
            return seen.Clicks;
        }

        reason.ShouldBe(DropReason.Malformed);
        seen.Clicks.ShouldBeEmpty();
        return null;
    }
}
