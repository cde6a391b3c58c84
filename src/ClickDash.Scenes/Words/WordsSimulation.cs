using ClickDash.Core.Simulation;

namespace ClickDash.Scenes.Words;

/// <summary>Lines that somebody types, for demonstrations. The counts of another engine are not made up.</summary>
internal static class WordsSimulation
{
    private const long Pause = 500;

    // The more frequent ones stand more than once.
    private static readonly string[] Words =
    [
        .. "the the the the of of a stream stream stream is is read read as it it happens window window late late click click time time kafka kafka spark spark and and in topic count count word live".Split(
            ' '
        ),
    ];

    /// <summary>As <see cref="SceneSimulation"/> says.</summary>
    public static IEnumerable<SimulatedMessage> Send(string topic, long from, long to)
    {
        if (topic == "words.counts")
        {
            yield break;
        }

        for (var at = (from + Pause - 1) / Pause * Pause; at < to; at += Pause)
        {
            yield return new SimulatedMessage(at, Key: null, Line(at));
        }
    }

    private static string Line(long at)
    {
        var chance = new SplitMix(at);
        var words = new string[4 + chance.Next(6)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Words[chance.Next(Words.Length)];
        }

        return string.Join(' ', words);
    }
}
