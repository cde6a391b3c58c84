using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ClickDash.Core.Formats;
using ClickDash.Kafka;

namespace ClickDash.Cli;

/// <summary>The options that several commands share; each refuses what it cannot take with a sentence.</summary>
internal static class Options
{
    public static Option<string> Bootstrap() =>
        Checked(
            new Option<string>("--bootstrap")
            {
                Description = "Where Kafka is, host:port; several separated by commas.",
                DefaultValueFactory = _ => "localhost:9092",
            },
            text =>
                new KafkaOptions { BootstrapServers = text }
                    .Validate()
                    .Any()
                    ? $"--bootstrap got '{text}'; it takes host:port, such as localhost:9092."
                    : null
        );

    public static Option<string> Topic() =>
        Checked(
            new Option<string>("--topic")
            {
                Description = "The topic.",
                DefaultValueFactory = _ => "clicks",
            },
            text =>
                new KafkaOptions { Topic = text }
                    .Validate()
                    .Any()
                    ? $"--topic got '{text}'; it takes 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'."
                    : null
        );

    /// <summary>The name of a preset.</summary>
    /// <param name="description">What it is for.</param>
    /// <param name="hasDefault">Whether it is ClickDash's own where it is left out.</param>
    /// <param name="names">The presets it takes; all where not given.</param>
    public static Option<string> Format(
        string description,
        bool hasDefault = true,
        IReadOnlyList<string>? names = null
    ) =>
        Checked(
            new Option<string>("--format")
            {
                Description = description,
                DefaultValueFactory = hasDefault ? _ => ClickFormats.Presets[0] : null,
            },
            text =>
                (names ?? ClickFormats.Presets).Contains(text)
                    ? null
                    : $"--format got '{text}'; it takes one of {string.Join(", ", names ?? ClickFormats.Presets)}."
        );

    /// <summary>An option whose text is read by <paramref name="parse"/>, which gives null where it makes no sense.</summary>
    public static Option<T?> Parsed<T>(
        string name,
        string description,
        string takes,
        T? fallback,
        Func<string, T?> parse
    )
        where T : struct =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => fallback,
            CustomParser = result => Parse(result, name, takes, parse),
        };

    /// <summary>A plain number; null for anything else.</summary>
    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static T? Parse<T>(
        ArgumentResult result,
        string name,
        string takes,
        Func<string, T?> parse
    )
        where T : struct
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        var value = parse(text);
        if (value is null)
        {
            result.AddError($"{name} got '{text}'; it takes {takes}.");
        }

        return value;
    }

    private static Option<string> Checked(Option<string> option, Func<string, string?> problemOf)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && problemOf(result.Tokens[0].Value) is { } problem)
            {
                result.AddError(problem);
            }
        });
        return option;
    }
}
