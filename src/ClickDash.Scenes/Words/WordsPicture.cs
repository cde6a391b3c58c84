using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClickDash.Scenes.Words;

/// <summary>The words of a topic's lines, counted here and by Spark.</summary>
/// <param name="Lines">Lines read.</param>
/// <param name="Total">Words counted here.</param>
/// <param name="Different">Different ones.</param>
/// <param name="Others">Words that were counted but are not told apart: too long, or too many different ones.</param>
/// <param name="Spark">Spark's counts as a whole; null where none has come.</param>
/// <param name="Rows">The most frequent words.</param>
/// <param name="Refused">Counts that could not be read, by reason.</param>
public sealed record WordsPicture(
    long Lines,
    long Total,
    int Different,
    long Others,
    SparkCounts? Spark,
    WordRow[] Rows,
    Refusal[] Refused
);

/// <summary>Spark's counts as a whole.</summary>
/// <param name="Messages">Messages with counts that were read.</param>
/// <param name="Total">The sum of its newest count of each word.</param>
/// <param name="Different">Different words.</param>
/// <param name="Apart">The sum, over all words, of how far its count and ours are apart: 0 where they are the same.</param>
public sealed record SparkCounts(long Messages, long Total, int Different, long Apart);

/// <summary>A word.</summary>
/// <param name="Word">The word.</param>
/// <param name="Count">How often it was counted here.</param>
/// <param name="Spark">How often Spark has counted it; 0 where it has not.</param>
public sealed record WordRow(string Word, long Count, long Spark);

/// <summary>The wire's JSON, generated so that it trims into the browser.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(WordsPicture))]
public sealed partial class WordsJson : JsonSerializerContext;
