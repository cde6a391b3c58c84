using System.Buffers.Binary;
using System.IO.Hashing;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>
/// Clicks that an engine upstream counted by second and dimensions, such as Spark in update mode:
/// <c>{"second": s, "page": …, "count": n}</c>. A count replaces the last of the same row, which is told by the message's key, the
/// second and the dimensions as sent. Without a second, a page or a whole count a message is malformed.
/// </summary>
public sealed class CountsFormat()
    : JsonFormat(
        "counts",
        new JsonFields(
            "/second",
            "/page",
            "/referrer",
            "/country",
            "/device",
            "/status",
            "/count",
            "/host",
            "/campaign",
            "/browser"
        )
    )
{
    private const int Second = 0;
    private const int Page = 1;
    private const int Referrer = 2;
    private const int Country = 3;
    private const int Device = 4;
    private const int Status = 5;
    private const int Count = 6;
    private const int Host = 7;
    private const int Campaign = 8;
    private const int Browser = 9;

    private readonly XxHash128 _hash = new();

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        var time = json.EpochOrIso(Second, TimeUnit.Seconds);
        if (
            time.Milliseconds is null
            || !WeightText.TryRead(json.TextOrNumber(Count), out var count)
        )
        {
            return DropReason.Malformed;
        }

        return Add(
            new Click
            {
                Time = time,
                Page = PageText.Read(json.Text(Page)),
                Referrer = ReferrerText.Read(json.Text(Referrer), json.Buffer),
                Country = CountryText.Read(json.Text(Country), json.Buffer),
                Device = DeviceText.Word(json.Text(Device)),
                Status = json.Status(Status),
                Host = HostText.Read(json.Text(Host), json.Buffer),
                Campaign = json.Text(Campaign),
                Browser = json.Text(Browser),
                Weight = count,
                Row = Row(key, json),
            },
            clicks
        );
    }

    /// <summary>A hash of what tells rows of a second apart. As sent, since pages that are shown as one may be counted as two.</summary>
    private UInt128 Row(ReadOnlySpan<byte> key, JsonValues json)
    {
        _hash.Reset();
        Add(key);
        for (var member = Page; member <= Status; member++)
        {
            Add(json.TextOrNumber(member));
        }

        for (var member = Host; member <= Browser; member++)
        {
            // A row that has none of these is told by what it always was: its last count may be stored.
            if (json.Text(member) is { IsEmpty: false } text)
            {
                Add([(byte)member]);
                Add(text);
            }
        }

        return UInt128.Max(1, _hash.GetCurrentHashAsUInt128());
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        // With their lengths, so that no two rows are one text.
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        _hash.Append(length);
        _hash.Append(text);
    }
}
