using System.Runtime.InteropServices;
using System.Text.Unicode;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>
/// The click stream of Monash FIT5202's labs (DataDevLPY/TyporaCloud, ClickStream_Producer and Late_Events_Producer):
/// <c>{"Clicks": n, "Impressions": n, "ts": s}</c> or an array of these. The page is the message's key, else
/// <c>(all)</c>. Elements without a whole weight are left out; a message of nothing else is malformed.
/// </summary>
public sealed class Fit5202Format : JsonFormat
{
    private const int Ts = 0;
    private const int Weight = 1;
    private const int Element = 2;
    private const int ElementTs = 3;
    private const int ElementWeight = 4;

    private readonly List<Counted> counted = [];
    private int elements;

    /// <summary>Makes the format.</summary>
    /// <param name="weight">The member to count: <c>Clicks</c>, or what the labs themselves sum, <c>Impressions</c>.</param>
    public Fit5202Format(string weight = "Clicks")
        : base(
            "fit5202",
            new JsonFields(
                "/ts",
                "/" + JsonNode.Escape(weight),
                "/*",
                "/*/ts",
                "/*/" + JsonNode.Escape(weight)
            )
        )
    {
        Fields.Starting = () =>
        {
            elements = 0;
            counted.Clear();
        };
        Fields.ElementRead = json =>
        {
            elements++;
            if (json.Kind(Element) == JsonKind.Object)
            {
                Count(json, ElementTs, ElementWeight);
            }
        };
    }

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        if (json.IsObject)
        {
            elements = 1;
            Count(json, Ts, Weight);
        }

        if (counted.Count == 0 && elements > 0)
        {
            return DropReason.Malformed;
        }

        var page = key.IsEmpty || !Utf8.IsValid(key) ? "(all)"u8 : key;
        foreach (var (time, weight) in counted)
        {
            clicks.Add(
                new Click
                {
                    Time = time,
                    Page = page,
                    Weight = weight,
                }
            );
        }

        return DropReason.None;
    }

    private void Count(JsonValues json, int ts, int weight)
    {
        if (WeightText.TryRead(json.TextOrNumber(weight), out var count))
        {
            counted.Add(new Counted(json.Epoch(ts, TimeUnit.Seconds), count));
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Counted(ClickTime Time, long Weight);
}
