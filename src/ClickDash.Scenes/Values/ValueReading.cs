using System.Diagnostics.CodeAnalysis;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Scenes.Values;

/// <summary>
/// How a topic's messages are measurements, written as <c>text time=1 value=2+3 name=attendees</c> (columns between commas,
/// from 1) or <c>json time=/at value=/t,/h series=/uid</c> (JSON pointers). Values by commas are lines of their own, those
/// joined by <c>+</c> are added up; <c>value=*</c> takes every number.
/// </summary>
public sealed class ValueReading
{
    // More lines than anybody tells apart.
    private const int MostValues = 12;

    private ValueReading(string text, bool? isJson) => (Text, IsJson) = (text, isJson);

    /// <summary>By the looks of each message: what needs no setting.</summary>
    public static ValueReading Auto { get; } = new("auto", isJson: null);

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>Whether messages are JSON; null where each may be either.</summary>
    public bool? IsJson { get; }

    /// <summary>Where the time is; null where it is found by its looks, empty where there is none.</summary>
    public string? Time { get; private init; }

    /// <summary>Where the values are: for each line the fields that are added up; empty for every number.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Values { get; private init; } = [];

    /// <summary>Where the line's name is; null where fields name lines.</summary>
    public string? Series { get; private init; }

    /// <summary>The one line's name; null where fields name lines.</summary>
    public string? Name { get; private init; }

    /// <summary>The zone of times written without one; null for the one nearest to the message.</summary>
    public Zone? Zone { get; private init; }

    /// <summary>Reads it from a setting; on failure <paramref name="problem"/> says what it takes.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out ValueReading? reading,
        [NotNullWhen(false)] out string? problem
    )
    {
        reading = null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["auto"])
        {
            (reading, problem) = (Auto, null);
            return true;
        }

        if (words is not ["text" or "json", ..])
        {
            problem =
                "it takes auto, or text or json and after it time=, value=, series=, name= and zone=";
            return false;
        }

        var isJson = words[0] == "json";
        var parts = words
            .Skip(1)
            .Select(word => word.Split('=', 2))
            .ToLookup(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "");
        problem = Problem(parts, isJson);
        if (problem is not null)
        {
            return false;
        }

        reading = new ValueReading(text, isJson)
        {
            Time = parts["time"].FirstOrDefault(),
            Values = parts["value"].FirstOrDefault() is { } values and not "*"
                ? [.. values.Split(',').Select(line => line.Split('+'))]
                : [],
            Series = parts["series"].FirstOrDefault(),
            Name = parts["name"].FirstOrDefault(),
            Zone =
                parts["zone"].FirstOrDefault() is { } zone
                && ClickDash.Core.Formats.Text.Zone.TryParse(zone, out var found)
                    ? found
                    : null,
        };
        return true;
    }

    private static string? Problem(ILookup<string, string> parts, bool isJson)
    {
        foreach (var part in parts)
        {
            if (part.Key is not ("time" or "value" or "series" or "name" or "zone"))
            {
                return $"'{part.Key}' is no part of it; there are time=, value=, series=, name= and zone=";
            }

            if (part.Count() > 1 || part.First().Length == 0)
            {
                return $"{part.Key}= stands once and with something after it";
            }
        }

        var fields = parts["time"]
            .Concat(parts["series"])
            .Concat(parts["value"].Where(value => value != "*").SelectMany(Fields))
            .ToArray();
        if (Array.Find(fields, field => !IsField(field, isJson)) is { } wrong)
        {
            return isJson
                ? $"'{wrong}' is no JSON pointer to a member, such as /temperature"
                : $"'{wrong}' is no column's number, from 1";
        }

        if (parts["value"].SelectMany(Fields).Count() > MostValues)
        {
            return $"value= takes up to {MostValues} fields";
        }

        return
            parts["zone"].FirstOrDefault() is { } zone
            && !ClickDash.Core.Formats.Text.Zone.TryParse(zone, out _)
            ? $"zone= is '{zone}'; it takes an offset such as +10:00 or a zone such as Australia/Melbourne"
            : null;
    }

    private static IEnumerable<string> Fields(string value) => value.Split(',', '+');

    private static bool IsField(string field, bool isJson) =>
        isJson
            ? field.Length > 1 && field[0] == '/'
            : int.TryParse(field, out var column) && column is >= 1 and <= 100;
}
