using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>ClickDash's own: one JSON object, of which only <c>page</c> is required.</summary>
public sealed class ClicksFormat : IClickFormat
{
    private const int Ts = 0;
    private const int Page = 1;
    private const int User = 2;
    private const int Session = 3;
    private const int Referrer = 4;
    private const int Country = 5;
    private const int Device = 6;
    private const int Status = 7;

    private readonly JsonFields fields = new(
        "/ts",
        "/page",
        "/user",
        "/session",
        "/referrer",
        "/country",
        "/device",
        "/status"
    );

    /// <inheritdoc/>
    public string Name => "clicks";

    /// <inheritdoc/>
    public DropReason Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, IClickSink clicks)
    {
        fields.Buffer.Reset();
        if (!fields.TryRead(value, out var json))
        {
            return DropReason.Malformed;
        }

        var page = PageText.Read(json.Text(Page));
        if (page.IsEmpty)
        {
            return DropReason.Malformed;
        }

        clicks.Add(
            new Click
            {
                Time = json.EpochOrIso(Ts, TimeUnit.Milliseconds),
                Page = page,
                User = json.TextOrNumber(User),
                Session = json.TextOrNumber(Session),
                Referrer = ReferrerText.Read(json.Text(Referrer), json.Buffer),
                Country = CountryText.Read(json.Text(Country), json.Buffer),
                Device = DeviceText.Word(json.Text(Device)),
                Status = json.Status(Status),
            }
        );
        return DropReason.None;
    }
}
