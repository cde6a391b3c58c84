using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;

namespace ClickDash.Core.Tests.Formats;

/// <summary>Where a click was made and by what, as a test sees it: null where absent.</summary>
internal sealed record SeenOrigin(
    string? Host = null,
    string? Campaign = null,
    string? Browser = null,
    string? Device = null
)
{
    /// <summary>That of the one click of a message.</summary>
    public static SeenOrigin Of(IClickFormat format, string message, string key = "")
    {
        var seen = new Clicks();
        format
            .Read(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(message), seen)
            .ShouldBe(DropReason.None);
        return seen.Origins.ShouldHaveSingleItem();
    }

    private sealed class Clicks : IClickSink
    {
        public List<SeenOrigin> Origins { get; } = [];

        public void Add(in Click click) =>
            Origins.Add(
                new SeenOrigin(
                    Text(click.Host),
                    Text(click.Campaign),
                    Text(click.Browser),
                    Text(click.Device)
                )
            );

        private static string? Text(ReadOnlySpan<byte> text) =>
            text.IsEmpty ? null : Encoding.UTF8.GetString(text);
    }
}
