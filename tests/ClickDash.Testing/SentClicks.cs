using System.Globalization;
using System.Text.Json;
using ClickDash.Core.Wire;

namespace ClickDash.Testing;

/// <summary>How many clicks each page has in each second: what was sent, or what is shown.</summary>
public sealed class SentClicks : IEquatable<SentClicks>
{
    private readonly SortedDictionary<(string Page, long Second), long> _counts = [];

    /// <summary>What a snapshot shows.</summary>
    public static SentClicks Of(Snapshot snapshot)
    {
        var shown = new SentClicks();
        foreach (var series in snapshot.Series)
        {
            for (var i = 0; i < series.Counts.Length; i++)
            {
                shown.Add(
                    series.Name,
                    (snapshot.Start + i * snapshot.Step) / 1000,
                    series.Counts[i] ?? 0
                );
            }
        }

        return shown;
    }

    /// <summary>Reads <c>{page: {second: count}}</c>.</summary>
    public static SentClicks Parse(string json)
    {
        var sent = new SentClicks();
        var pages = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, long>>>(json)!;
        foreach (var (page, seconds) in pages)
        {
            foreach (var (second, count) in seconds)
            {
                sent.Add(page, long.Parse(second, CultureInfo.InvariantCulture), count);
            }
        }

        return sent;
    }

    /// <summary>All clicks.</summary>
    public long Count => _counts.Values.Sum();

    /// <summary>Those from a second on, of one page or of all.</summary>
    public SentClicks From(long second, string? only = null)
    {
        var newer = new SentClicks();
        foreach (var ((page, at), count) in _counts)
        {
            if (at >= second && (only is null || only == page))
            {
                newer.Add(page, at, count);
            }
        }

        return newer;
    }

    /// <summary>Adds clicks of a page's second, in epoch seconds.</summary>
    public void Add(string page, long second, long count = 1)
    {
        if (count > 0)
        {
            _counts[(page, second)] = _counts.GetValueOrDefault((page, second)) + count;
        }
    }

    /// <summary>The pages by clicks, equal ones by name.</summary>
    public IEnumerable<(string Page, long Clicks)> Ranking() =>
        _counts
            .GroupBy(one => one.Key.Page, StringComparer.Ordinal)
            .Select(page => (page.Key, page.Sum(one => one.Value)))
            .OrderByDescending(page => page.Item2)
            .ThenBy(page => page.Key, StringComparer.Ordinal);

    public bool Equals(SentClicks? other) =>
        other is not null && _counts.SequenceEqual(other._counts);

    public override bool Equals(object? obj) => Equals(obj as SentClicks);

    public override int GetHashCode() => _counts.Count;

    public override string ToString() =>
        string.Join('\n', _counts.Select(one => $"{one.Key.Second} {one.Key.Page} {one.Value}"));
}
