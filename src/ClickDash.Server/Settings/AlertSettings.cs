using System.Text.RegularExpressions;
using ClickDash.Core.Alerts;

namespace ClickDash.Server.Settings;

/// <summary>One rule, under <c>ClickDash:Alerts:0:</c>, <c>1:</c> …</summary>
public sealed partial record AlertSettings
{
    // A tenth of the threshold: a value upon it does not flicker.
    private const double Room = 0.1;
    private static readonly TimeSpan LongestFor = TimeSpan.FromDays(1);

    private static readonly Dictionary<string, AlertKind> Kinds = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["rate-above"] = AlertKind.RateAbove,
        ["rate-below"] = AlertKind.RateBelow,
        ["error-share-above"] = AlertKind.ErrorShareAbove,
        ["lag-above"] = AlertKind.LagAbove,
        ["no-clicks"] = AlertKind.NoClicks,
        ["page-spike"] = AlertKind.PageSpike,
    };

    /// <summary>What people call it; none: its kind.</summary>
    public string? Name { get; init; }

    /// <summary>What it looks at.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Beyond this it is wrong; its unit is the kind's.</summary>
    public double? Threshold { get; init; }

    /// <summary>Back at this it is well; none: a tenth of the threshold on its good side.</summary>
    public double? Clear { get; init; }

    /// <summary>How long it has to be wrong.</summary>
    public TimeSpan For { get; init; }

    /// <summary>The rule's name.</summary>
    internal string Called => string.IsNullOrEmpty(Name) ? Kind.ToLowerInvariant() : Name;

    /// <summary>The rule. The settings must be right.</summary>
    public AlertRule Rule()
    {
        var (kind, threshold) = (Kinds[Kind], Threshold!.Value);
        var usual = AlertRule.IsLow(kind) ? threshold * (1 + Room) : threshold * (1 - Room);
        return new(Called, kind, threshold, Clear ?? usual, For);
    }

    /// <summary>What is wrong with some rules, in sentences.</summary>
    internal static IEnumerable<string> Check(IReadOnlyList<AlertSettings> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            foreach (var problem in rules[i].Check($"Alerts:{i}"))
            {
                yield return problem;
            }

            if (rules.Take(i).Any(before => before.Called == rules[i].Called))
            {
                yield return SettingsReader.Wrong(
                    $"Alerts:{i}:Name",
                    rules[i].Called,
                    "a name that no other alert has"
                );
            }
        }
    }

    private IEnumerable<string> Check(string place)
    {
        if (!Kinds.TryGetValue(Kind, out var kind))
        {
            yield return SettingsReader.Wrong(
                $"{place}:Kind",
                Kind,
                $"one of {string.Join(", ", Kinds.Keys)}"
            );
            yield break;
        }

        if (!NamePattern().IsMatch(Called))
        {
            yield return SettingsReader.Wrong(
                $"{place}:Name",
                Called,
                "1 to 64 letters, digits, spaces and . _ -"
            );
        }

        var most = kind == AlertKind.ErrorShareAbove ? 1 : double.MaxValue;
        if (Threshold is not { } threshold || !(threshold >= 0 && threshold <= most))
        {
            yield return SettingsReader.Wrong($"{place}:Threshold", $"{Threshold}", Unit(kind));
        }
        else if (
            Clear is { } clear
            && !(AlertRule.IsLow(kind) ? clear >= threshold : clear >= 0 && clear <= threshold)
        )
        {
            yield return SettingsReader.Wrong(
                $"{place}:Clear",
                clear,
                AlertRule.IsLow(kind) ? "the threshold or more" : "0 up to the threshold"
            );
        }

        if (For < TimeSpan.Zero || For > LongestFor)
        {
            yield return SettingsReader.Wrong($"{place}:For", For, "00:00:00 to 1.00:00:00");
        }
    }

    private static string Unit(AlertKind kind) =>
        kind switch
        {
            AlertKind.ErrorShareAbove => "a share from 0 to 1",
            AlertKind.LagAbove => "a number of messages, 0 or more",
            AlertKind.NoClicks => "a number of seconds, 0 or more",
            AlertKind.PageSpike => "a number of standard deviations, 0 or more",
            _ => "a number of clicks a second, 0 or more",
        };

    [GeneratedRegex(
        "^[\\p{L}\\p{Nd} ._-]{1,64}$",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NamePattern();
}
