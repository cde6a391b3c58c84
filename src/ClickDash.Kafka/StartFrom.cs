using System.Globalization;

namespace ClickDash.Kafka;

/// <summary>Where reading begins in a partition for which no offset is stored.</summary>
public readonly record struct StartFrom
{
    private const string NewestWord = "newest:";

    private StartFrom(bool latest, DateTimeOffset? time, long? newest = null)
    {
        IsLatest = latest;
        Time = time;
        Newest = newest;
    }

    /// <summary>What is produced from now on.</summary>
    public static StartFrom Latest => new(latest: true, time: null);

    /// <summary>Everything that the broker still has.</summary>
    public static StartFrom Earliest => default;

    /// <summary>Whether only what is produced from now on is read.</summary>
    public bool IsLatest { get; }

    /// <summary>The first message at or after this time; null for the others.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>So many of the newest messages of each partition; null for the others.</summary>
    public long? Newest { get; }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() =>
        Time?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        ?? (
            Newest is { } newest ? $"{NewestWord}{newest}"
            : IsLatest ? "latest"
            : "earliest"
        );

    /// <summary>Reads <c>latest</c>, <c>earliest</c>, <c>newest:1000</c> or an ISO 8601 time; a time without a zone is UTC.</summary>
    public static bool TryParse(string? text, out StartFrom start)
    {
        start = default;
        if (string.Equals(text, "earliest", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (string.Equals(text, "latest", StringComparison.OrdinalIgnoreCase))
        {
            start = Latest;
            return true;
        }

        if (
            text?.StartsWith(NewestWord, StringComparison.OrdinalIgnoreCase) == true
            && long.TryParse(
                text.AsSpan(NewestWord.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var newest
            )
        )
        {
            start = new StartFrom(latest: false, time: null, newest);
            return true;
        }

        var isTime = DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        );
        start = isTime ? new StartFrom(latest: false, time) : default;
        return isTime;
    }
}
