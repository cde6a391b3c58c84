using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ClickDash.Scenes.Values;

/// <summary>Reads measurements out of messages. One caller at a time: what it gives is valid until the next.</summary>
internal sealed class ValueReader(ValueReading reading)
{
    // A measurement is a line of text; what is longer is something else.
    private const int LongestMessage = 16 * 1024;

    private static readonly string[] TimeNames = ["ts", "time", "timestamp", "datetime", "date"];

    private readonly List<(string Series, double Value)> _values = [];

    /// <summary>The last message's values, each with its line's name.</summary>
    public IReadOnlyList<(string Series, double Value)> Values => _values;

    /// <summary>The last message's own time, epoch milliseconds; the message's where it has none.</summary>
    public long Created { get; private set; }

    /// <summary>Reads a message. Null where that went well, else why not, in words that many messages share.</summary>
    public string? Read(ReadOnlySpan<byte> message, long time)
    {
        _values.Clear();
        Created = time;
        if (message.Length > LongestMessage)
        {
            return "longer than 16 KB";
        }

        var trimmed = message.Trim(" \t\r\n"u8);
        var looksLikeJson = trimmed is [(byte)'{' or (byte)'[', ..];
        if (reading.IsJson is { } isJson && isJson != looksLikeJson)
        {
            return isJson ? "text where JSON is expected" : "JSON where text is expected";
        }

        return looksLikeJson ? ReadJson(trimmed, time) : ReadText(trimmed, time);
    }

    private string? ReadText(ReadOnlySpan<byte> message, long time)
    {
        // A serializer for JSON writes a text with quotes around it.
        var text = Encoding.UTF8.GetString(
            message is [(byte)'"', .., (byte)'"'] ? message[1..^1] : message
        );
        var columns = text.Split(',', StringSplitOptions.TrimEntries);
        var at = int.Parse(reading.Time ?? "1", CultureInfo.InvariantCulture);
        var series = reading.Series is { } named ? Column(columns, named) : null;
        if (series is "")
        {
            return "no name in its column";
        }

        if (at > columns.Length || !ReadTime(columns[at - 1], time))
        {
            // Without a column named for it, a text of nothing but numbers has its message's time.
            if (reading.Time is not null || !columns.All(column => TryNumber(column, out _)))
            {
                return $"no time in column {at}";
            }

            at = 0;
        }

        var lines =
            reading.Values.Count > 0
                ? reading.Values
                : Enumerable
                    .Range(1, columns.Length)
                    .Where(column => column != at)
                    .Select(IReadOnlyList<string> (column) => [column.ToString()])
                    .ToArray();
        foreach (var line in lines)
        {
            var sum = 0.0;
            foreach (var field in line)
            {
                if (!TryNumber(Column(columns, field), out var number))
                {
                    return $"no number in column {field}";
                }

                sum += number;
            }

            var name =
                lines.Count == 1 ? "value"
                : line.Count == 1 ? $"column {line[0]}"
                : $"columns {string.Join('+', line)}";
            Add(series, name, sum);
        }

        return _values.Count == 0 ? "no number" : null;
    }

    private string? ReadJson(ReadOnlySpan<byte> message, long time)
    {
        try
        {
            var json = new Utf8JsonReader(message);
            using var document = JsonDocument.ParseValue(ref json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? ReadObject(document.RootElement, time)
                : "JSON that is no object";
        }
        catch (JsonException)
        {
            return "JSON that is cut or broken";
        }
    }

    private string? ReadObject(JsonElement json, long time)
    {
        var timePath =
            reading.Time
            ?? TimeNames.FirstOrDefault(name => json.TryGetProperty(name, out _)) switch
            {
                { } name => $"/{name}",
                _ => null,
            };
        if (timePath is not null && !ReadTime(Field(json, timePath), time))
        {
            return $"no time in {timePath}";
        }

        var series = reading.Series is { } named ? Field(json, named) : null;
        if (series is "")
        {
            return $"no name in {reading.Series}";
        }

        if (reading.Values.Count == 0)
        {
            foreach (var member in json.EnumerateObject())
            {
                var path = $"/{member.Name}";
                if (
                    path != timePath
                    && path != reading.Series
                    && TryNumber(Text(member.Value), out var number)
                )
                {
                    Add(series, member.Name, number);
                }
            }

            return _values.Count == 0 ? "no number in any member" : null;
        }

        foreach (var line in reading.Values)
        {
            var sum = 0.0;
            foreach (var field in line)
            {
                if (!TryNumber(Field(json, field), out var number))
                {
                    return $"no number in {field}";
                }

                sum += number;
            }

            Add(series, string.Join('+', line.Select(field => field[1..])), sum);
        }

        return null;
    }

    private void Add(string? series, string name, double value) =>
        _values.Add(
            (
                (reading.Values.Count > 1, series, reading.Name) switch
                {
                    (true, { } of, _) => $"{of} {name}",
                    (_, { } of, _) => of,
                    (false, _, { } given) => given,
                    _ => name,
                },
                value
            )
        );

    private bool ReadTime(string text, long message)
    {
        var isRead = ValueTime.TryRead(text, message, reading.Zone, out var created);
        Created = isRead ? created : message;
        return isRead;
    }

    private static string Column(string[] columns, string number) =>
        columns.ElementAtOrDefault(int.Parse(number, CultureInfo.InvariantCulture) - 1) ?? "";

    private static string Field(JsonElement json, string pointer)
    {
        foreach (var name in pointer.Split('/').Skip(1))
        {
            var member = name.Replace("~1", "/").Replace("~0", "~");
            if (
                json.ValueKind != JsonValueKind.Object
                || !json.TryGetProperty(member, out var inner)
            )
            {
                return "";
            }

            json = inner;
        }

        return Text(json);
    }

    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);
}
