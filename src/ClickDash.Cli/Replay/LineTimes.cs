using System.Buffers;
using System.Text.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Cli.Replay;

/// <summary>Finds the times in a line, by the format's own members, and writes them anew. Belongs to one thread.</summary>
internal sealed class LineTimes
{
    // Where the producer of the format iot-traffic lives: UTC-7 all year.
    private const string VehicleZone = "-07:00";

    // In the order in which the formats look for a time: the first that can be read counts.
    private static readonly Dictionary<string, (TimeUnit Unit, string[] Members)> Members = new(
        StringComparer.Ordinal
    )
    {
        ["clicks"] = (TimeUnit.Milliseconds, ["ts"]),
        ["counts"] = (TimeUnit.Seconds, ["second"]),
        ["fit5202"] = (TimeUnit.Seconds, ["ts", "*/ts"]),
        ["clf-json"] = (
            TimeUnit.Seconds,
            ["time_iso8601", "time_local", "msec", "@timestamp", "timestamp", "time"]
        ),
        ["segment"] = (TimeUnit.Milliseconds, ["timestamp", "receivedAt"]),
        ["snowplow"] = (TimeUnit.Milliseconds, ["collector_tstamp"]),
        ["ga4"] = (TimeUnit.Microseconds, ["event_timestamp"]),
        ["posthog"] = (TimeUnit.Milliseconds, ["timestamp"]),
        ["matomo"] = (TimeUnit.Seconds, ["cdt"]),
        ["wikimedia"] = (TimeUnit.Seconds, ["meta/dt", "timestamp"]),
        ["cloudevents"] = (TimeUnit.Milliseconds, ["data/ts", "time"]),
        ["iot-traffic"] = (TimeUnit.Milliseconds, ["timestamp"]),
    };

    private readonly Member? _root;
    private readonly TimeUnit _unit;
    private readonly Zone _zone;
    private readonly List<(int Rank, TimePlace Place)> _places = [];
    private readonly ArrayBufferWriter<byte> _written = new();

    private LineTimes(TimeUnit unit, string[]? members, Zone zone)
    {
        _unit = unit;
        _zone = zone;
        _root = members is null ? null : Member.Tree(members);
    }

    /// <summary>The times of a format's lines; null where its messages carry none.</summary>
    public static LineTimes? Of(string format)
    {
        if (format == "access-log")
        {
            return new LineTimes(default, members: null, default);
        }

        var zone =
            format == "iot-traffic" && Zone.TryParse(VehicleZone, out var vehicles)
                ? vehicles
                : default;
        return Members.TryGetValue(format, out var known)
            ? new LineTimes(known.Unit, known.Members, zone)
            : null;
    }

    /// <summary>
    /// The line's time, epoch milliseconds: the newest of an array, since it cannot have been sent before. Null where none
    /// can be read.
    /// </summary>
    public long? Find(ReadOnlySpan<byte> line)
    {
        _places.Clear();
        if (_root is null)
        {
            FindLog(line);
        }
        else
        {
            FindMembers(line);
        }

        return Time(by: 0);
    }

    /// <summary>The line that was looked at last with all its times moved; and its own time as it is written then.</summary>
    public (byte[] Line, long Time) Move(ReadOnlySpan<byte> line, long by)
    {
        _written.ResetWrittenCount();
        var at = 0;
        foreach (var (_, place) in _places)
        {
            _written.Write(line[at..place.Start]);
            place.Write(line, by, _written);
            at = place.Start + place.Length;
        }

        _written.Write(line[at..]);
        return (_written.WrittenSpan.ToArray(), Time(by)!.Value);
    }

    private long? Time(long by)
    {
        long? time = null;
        var first = int.MaxValue;
        foreach (var (rank, place) in _places)
        {
            if (rank < first || (rank == first && place.Moved(by) > time))
            {
                (first, time) = (rank, place.Moved(by));
            }
        }

        return time;
    }

    // The first bracket that holds a time; names of users may have brackets too.
    private void FindLog(ReadOnlySpan<byte> line)
    {
        const int Length = 26;
        var at = 0;
        while (line[at..].IndexOf((byte)'[') is >= 0 and var next)
        {
            at += next + 1;
            if (
                at + Length <= line.Length
                && TimePlace.TryRead(line, at, Length, _unit, _zone, out var place)
            )
            {
                _places.Add((0, place));
                return;
            }
        }
    }

    private void FindMembers(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        try
        {
            if (json.Read())
            {
                Walk(ref json, line, _root!);
            }
        }
        catch (JsonException)
        {
            // Not JSON as a whole: no format reads it, and so it has no time.
            _places.Clear();
        }
    }

    private void Walk(ref Utf8JsonReader json, ReadOnlySpan<byte> line, Member here)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                {
                    Enter(ref json, line, here.Named(ref json));
                }

                break;
            case JsonTokenType.StartArray:
                var element = here.Element;
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    if (element is null)
                    {
                        json.Skip();
                    }
                    else
                    {
                        Walk(ref json, line, element);
                    }
                }

                break;
            case JsonTokenType.String or JsonTokenType.Number when here.Rank is { } rank:
                var quote = json.TokenType == JsonTokenType.String ? 1 : 0;
                if (
                    !json.ValueIsEscaped
                    && TimePlace.TryRead(
                        line,
                        (int)json.TokenStartIndex + quote,
                        json.ValueSpan.Length,
                        _unit,
                        _zone,
                        out var place
                    )
                )
                {
                    _places.Add((rank, place));
                }

                break;
        }
    }

    private void Enter(ref Utf8JsonReader json, ReadOnlySpan<byte> line, Member? member)
    {
        json.Read();
        if (member is null)
        {
            json.Skip();
        }
        else
        {
            Walk(ref json, line, member);
        }
    }

    /// <summary>A member that is, or leads to, a time.</summary>
    private sealed class Member(string name)
    {
        private readonly List<Member> _members = [];

        /// <summary>Its place in the order in which times count; null where it only leads to one.</summary>
        public int? Rank { get; private set; }

        /// <summary>An array's elements, where they lead to a time.</summary>
        public Member? Element => _members.Find(member => member.Name == "*");

        private string Name { get; } = name;

        public static Member Tree(string[] paths)
        {
            var root = new Member("");
            for (var rank = 0; rank < paths.Length; rank++)
            {
                var at = root;
                foreach (var name in paths[rank].Split('/'))
                {
                    var next = at._members.Find(member => member.Name == name);
                    if (next is null)
                    {
                        next = new Member(name);
                        at._members.Add(next);
                    }

                    at = next;
                }

                at.Rank = rank;
            }

            return root;
        }

        public Member? Named(ref Utf8JsonReader json)
        {
            foreach (var member in _members)
            {
                if (json.ValueTextEquals(member.Name))
                {
                    return member;
                }
            }

            return null;
        }
    }
}
