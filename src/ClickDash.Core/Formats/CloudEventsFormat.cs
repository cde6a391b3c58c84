using System.Buffers;
using System.Buffers.Text;
using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;

namespace ClickDash.Core.Formats;

/// <summary>
/// CloudEvents 1.0 in JSON structured mode (cloudevents/spec, <c>json-format.md</c>): an envelope round a
/// <see cref="ClicksFormat"/> object.
/// </summary>
public sealed class CloudEventsFormat()
    : JsonFormat(
        "cloudevents",
        ClicksFormat.Members("/data", "/data", "/time", "/data_base64", "/datacontenttype")
    )
{
    private const int Data = ClicksFormat.Count;
    private const int Time = ClicksFormat.Count + 1;
    private const int DataBase64 = ClicksFormat.Count + 2;
    private const int ContentType = ClicksFormat.Count + 3;

    private readonly JsonFields decoded = ClicksFormat.Members("");

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    ) =>
        json.Kind(Data) switch
        {
            JsonKind.Object => ClicksFormat.Read(json, json.Iso(Time), clicks),
            JsonKind.None or JsonKind.Null when IsJson(json.Text(ContentType)) => ReadBase64(
                json,
                clicks
            ),
            _ => DropReason.Malformed,
        };

    private DropReason ReadBase64(JsonValues json, IClickSink clicks)
    {
        var base64 = json.Text(DataBase64);
        var room = json.Buffer.Take(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        decoded.Buffer.Reset();
        return
            Base64.DecodeFromUtf8(base64, room, out _, out var length) == OperationStatus.Done
            && decoded.TryRead(room[..length], out var data)
            ? ClicksFormat.Read(data, json.Iso(Time), clicks)
            : DropReason.Malformed;
    }

    // A media type whose subtype is json or ends in +json; parameters are allowed.
    private static bool IsJson(ReadOnlySpan<byte> mediaType)
    {
        var parameters = mediaType.IndexOf((byte)';');
        var type = (parameters < 0 ? mediaType : mediaType[..parameters]).Trim((byte)' ');
        var slash = type.IndexOf((byte)'/');
        var subtype = type[(slash + 1)..];
        return slash > 0
            && (
                Ascii.EqualsIgnoreCase(subtype, "json"u8)
                || (
                    subtype.Length > "+json"u8.Length
                    && Ascii.EqualsIgnoreCase(subtype[^"+json"u8.Length..], "+json"u8)
                )
            );
    }
}
