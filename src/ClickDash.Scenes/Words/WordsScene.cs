using System.Buffers;
using System.Text;

namespace ClickDash.Scenes.Words;

/// <summary>What a viewer asks of <c>/words</c>.</summary>
public sealed record WordsRequest : SceneRequest
{
    /// <summary>How many of the most frequent words.</summary>
    public int Top { get; init; } = 12;

    /// <summary>Reads it.</summary>
    public static WordsRequest Ask(SceneQuery query) =>
        new() { Top = query.Number("top", 12, 1, 50) };
}

/// <summary>
/// The running count of each word of a topic's lines, and beside it the same counted by Spark, whose newest counts come
/// back through a second topic. A word is what stands between white space (<c>\s+</c> in Spark), as it is written.
/// </summary>
public sealed class WordsScene : IScene<WordsRequest, WordsPicture>
{
    private const string TextTopic = "words";
    private const string CountsTopic = "words.counts";

    // What Java's \s takes, which is what Spark splits by.
    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\n\u000B\f\r");

    private readonly string _counts;
    private readonly WordTable _words = new();
    private readonly Refusals _refused = new();
    private long _lines;
    private long _messages;

    /// <param name="setup">With the topic of the lines, and after it that of the counts, if there is one.</param>
    public WordsScene(SceneSetup setup) =>
        _counts = setup.Topics.Count > 1 ? setup.Topics[1].Name : "";

    /// <summary>The scene.</summary>
    public static SceneKind<WordsRequest, WordsPicture> Kind { get; } =
        new()
        {
            Name = "words",
            Title = "Words",
            About =
                "The running count of each word of a text topic, and the same counted by Spark beside it.",
            Topics = [TextTopic, CountsTopic],
            // Counts are of all there ever was; this is a day of ten lines a second.
            Newest = 1_000_000,
            Simulate = WordsSimulation.Send,
            Ask = WordsRequest.Ask,
            Make = setup => new WordsScene(setup),
            Json = WordsJson.Default.WordsPicture,
        };

    /// <inheritdoc/>
    public void Record(in SceneInput message)
    {
        if (message.Topic == _counts)
        {
            _messages++;
            if (WordCount.Read(message.Value, out var word, out var count) is { } reason)
            {
                _refused.Add(reason, message.Value);
            }
            else
            {
                _words.Set(word, count);
            }

            return;
        }

        _lines++;
        var rest = Encoding.UTF8.GetString(message.Value).AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(Spaces);
            var next = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!next.IsEmpty)
            {
                _words.Add(next);
            }
        }
    }

    /// <inheritdoc/>
    public void Advance(long now)
    {
        // Nothing here ends by time alone.
    }

    /// <inheritdoc/>
    public WordsPicture Snapshot(long now, WordsRequest request) =>
        new(
            _lines,
            _words.Total,
            _words.Different,
            _words.Others,
            _messages == 0
                ? null
                : new SparkCounts(
                    _messages,
                    _words.TheirTotal,
                    _words.TheirDifferent,
                    _words.Apart
                ),
            _words.Top(request.Top),
            _refused.Snapshot()
        );
}
