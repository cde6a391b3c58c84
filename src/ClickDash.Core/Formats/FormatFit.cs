using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats;

/// <summary>How well a format reads some messages of a topic.</summary>
/// <param name="Name">The format's name.</param>
/// <param name="Messages">How many messages it was given.</param>
/// <param name="Clicks">Messages that gave clicks.</param>
/// <param name="Ignored">Well-formed messages of another kind.</param>
/// <param name="Dropped">Messages it could not read.</param>
/// <param name="Members">How many different members it found of those it knows: what tells apart formats that share some.</param>
public sealed record FormatFit(
    string Name,
    int Messages,
    int Clicks,
    int Ignored,
    int Dropped,
    int Members
)
{
    // Other events speak for a format too, but many producers have a member called "type" or "event".
    private const double IgnoredWorth = 0.1;

    /// <summary>The share of messages that give clicks, 0 to 1.</summary>
    public double Share => Messages == 0 ? 0 : (double)Clicks / Messages;

    private double Score => (Clicks + (IgnoredWorth * Ignored)) * Members;

    /// <summary>Reads the messages with every format, and gives those that read any, the best first.</summary>
    /// <param name="values">Values of messages of one topic; a hundred tell enough.</param>
    public static IReadOnlyList<FormatFit> Rank(IReadOnlyCollection<byte[]> values) =>
        [
            .. ClickFormats
                .Presets.Select(name => Of(ClickFormats.Create(name), values))
                .Where(fit => fit.Score > 0)
                .OrderByDescending(fit => fit.Score),
        ];

    /// <summary>Reads the messages with one format.</summary>
    public static FormatFit Of(IClickFormat format, IReadOnlyCollection<byte[]> values)
    {
        var members = new HashSet<int>();
        var (clicks, ignored, dropped) = (0, 0, 0);
        foreach (var value in values)
        {
            var seen = new Seen();
            if (format.Read(default, value, seen) != DropReason.None)
            {
                dropped++;
                continue;
            }

            clicks += seen.Any ? 1 : 0;
            ignored += seen.Any ? 0 : 1;
            members.UnionWith(format is JsonFormat json ? json.MembersFound() : [0]);
        }

        return new FormatFit(format.Name, values.Count, clicks, ignored, dropped, members.Count);
    }

    private sealed class Seen : IClickSink
    {
        public bool Any { get; private set; }

        public void Add(in Click click) => Any = true;
    }
}
