using System.Globalization;
using ClickDash.Core.Simulation;

namespace ClickDash.Scenes.Values;

/// <summary>What the course's producers send, for demonstrations without any.</summary>
internal static class ValuesSimulation
{
    private const long Second = 1000;

    // Sensors of the lesson send every 0.7 s.
    private const long SensorPause = 700;

    // What a lesson's producers take from making a value to sending it, at most.
    private const int LongestDelay = 400;

    /// <summary>As <see cref="SceneSimulation"/> says.</summary>
    public static IEnumerable<SimulatedMessage> Send(string topic, long from, long to)
    {
        var step = topic == "topic_temperature" ? SensorPause : Second;
        for (var at = (from + step - 1) / step * step; at < to; at += step)
        {
            foreach (var message in At(topic, at))
            {
                yield return message;
            }
        }
    }

    private static IEnumerable<SimulatedMessage> At(string topic, long at)
    {
        var chance = new SplitMix(at ^ (topic.Length * 0x9E3779B9L));
        switch (topic)
        {
            case "LectureDemo":
                var (come, go) = (chance.Next(12), chance.Next(9));
                yield return new(at, "parsed", $"{Clock(at)},{come},-{go}");
                break;
            case "Week9-Topic":
                var late = chance.Next(LongestDelay);
                yield return new(at + late, "parsed", $"{Clock(at)}, {chance.Next(100)}");
                break;
            case "Week9-Topic2":
                for (var producer = 1; producer <= 3; producer++)
                {
                    yield return new(
                        at,
                        null,
                        $$"""{"datetime":"{{Clock(at)[3..]}}","producer05-{{producer}}":{{chance.Next(100)}}}"""
                    );
                }

                break;
            case "week11_orig_data":
                yield return new(
                    at,
                    null,
                    $$"""{"ts":{{at / Second}},"value":{{chance.Next(90)}}}"""
                );
                break;
            case "topic_temperature":
                for (var sensor = 1; sensor <= 3; sensor++)
                {
                    var swing = Math.Sin((at / 9000.0) + sensor) * 3;
                    var degrees = 15 + (sensor * 4) + swing + (chance.Next(10) / 10.0);
                    yield return new(
                        at,
                        null,
                        $$"""{"uid":"{{sensor}}","datetime":"{{Clock(at)}}","temperature":"{{degrees.ToString("0.0", CultureInfo.InvariantCulture)}}"}"""
                    );
                }

                break;
        }
    }

    private static string Clock(long at) =>
        DateTime.UnixEpoch.AddMilliseconds(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
