using System.Globalization;

namespace ClickDash.Scenes;

/// <summary>
/// Reads a scene's request from the parameters of an address. The first thing wrong is kept as <see cref="Problem"/>: it
/// names the parameter, what it got and what it takes.
/// </summary>
/// <param name="parameters">The parameters by their names.</param>
public sealed class SceneQuery(IReadOnlyDictionary<string, string> parameters)
{
    // Longer than any list of names that somebody writes; what is compared and kept stays small.
    private const int LongestText = 500;

    private readonly List<string> _known = [];

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>A text; null where it is not given.</summary>
    public string? Text(string name)
    {
        if (!_known.Contains(name, StringComparer.Ordinal))
        {
            _known.Add(name);
        }

        if (!parameters.TryGetValue(name, out var text) || text.Length == 0)
        {
            return null;
        }

        if (text.Length > LongestText)
        {
            Wrong($"{name} is {text.Length} characters long; it takes up to {LongestText}.");
            return null;
        }

        return text;
    }

    /// <summary>A whole number.</summary>
    public int Number(string name, int fallback, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        var isNumber = int.TryParse(
            text,
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        );
        if (isNumber && number >= least && number <= most)
        {
            return number;
        }

        Wrong($"{name} is '{text}'; it takes a whole number from {least} to {most}.");
        return fallback;
    }

    /// <summary>One of some words.</summary>
    public string Choice(string name, string fallback, params IReadOnlyList<string> choices)
    {
        var text = Text(name) ?? fallback;
        if (choices.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        Wrong($"{name} is '{text}'; it takes {string.Join(", ", choices)}.");
        return fallback;
    }

    /// <summary>Says that a parameter is wrong; the first one counts.</summary>
    public void Wrong(string problem) => Problem ??= problem;

    /// <summary>Says so where a parameter was given that nobody asked for.</summary>
    internal void Close()
    {
        var unknown = parameters.Keys.FirstOrDefault(name =>
            !_known.Contains(name, StringComparer.Ordinal)
        );
        if (unknown is not null)
        {
            Wrong($"'{unknown}' is not a parameter; there are {string.Join(", ", _known)}.");
        }
    }
}
