using System.Text;

namespace ClickDash.Scenes;

/// <summary>Counts the messages that a scene could not read, by their reason, each with its newest example.</summary>
public sealed class Refusals
{
    // The reasons there are name fields, of which settings have few; a topic of anything else must not grow them.
    private const int MostReasons = 20;
    private const int LongestExample = 80;

    private readonly Dictionary<string, (long Count, string Example)> _byReason = [];

    /// <summary>Counts one.</summary>
    /// <param name="reason">Why, in words that many messages share.</param>
    /// <param name="message">The message.</param>
    public void Add(string reason, ReadOnlySpan<byte> message)
    {
        if (!_byReason.ContainsKey(reason) && _byReason.Count == MostReasons)
        {
            reason = "other reasons";
        }

        var text = Encoding.UTF8.GetString(message[..Math.Min(message.Length, LongestExample)]);
        _byReason[reason] = (
            _byReason.GetValueOrDefault(reason).Count + 1,
            message.Length > LongestExample ? $"{text}…" : text
        );
    }

    /// <summary>All of them, the most frequent first.</summary>
    public Refusal[] Snapshot() =>
        [
            .. _byReason
                .OrderByDescending(one => one.Value.Count)
                .Select(one => new Refusal(one.Key, one.Value.Count, one.Value.Example)),
        ];
}

/// <summary>Messages that could not be read for the same reason.</summary>
/// <param name="Reason">The reason, for people.</param>
/// <param name="Count">How many.</param>
/// <param name="Example">The newest of them, cut.</param>
public sealed record Refusal(string Reason, long Count, string Example);
