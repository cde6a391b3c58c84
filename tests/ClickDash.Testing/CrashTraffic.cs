using System.Globalization;
using System.Text.Json;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Testing;

/// <summary>Messages with all that clocks do to them, and a plain book of what must be counted of them.</summary>
internal sealed class CrashTraffic(int seed)
{
    private const int Pages = 40;
    private const int UsersAtOnce = 500;
    private const int MessagesANewUser = 20;
    private const long WatermarkDelay = 2000;

    // A partition is read again from the first message of a time on, so its first one must have a time that can be.
    private const long FirstWithWrongTimestamp = 5000;

    private readonly Random _chance = new(seed);
    private readonly Dictionary<string, long> _lastSeen = [];
    private long _malformed;
    private long _tooLate;
    private long _late;
    private long _retimed;
    private long _arrivalJudged;

    /// <summary>The clicks that count.</summary>
    public SentClicks Clicks { get; } = new();

    /// <summary>Makes a message and notes what must come of it.</summary>
    /// <param name="number">Its number, from 1 on.</param>
    /// <param name="now">Epoch milliseconds.</param>
    /// <returns>Its value and timestamp.</returns>
    public (byte[] Value, long Timestamp) Next(long number, long now)
    {
        if (number % 997 == 0)
        {
            _malformed++;
            return ("no click"u8.ToArray(), now);
        }

        if (number % 307 == 0)
        {
            _tooLate++;
            return Click(now - 3_600_000, now, number, counts: null);
        }

        if (number % 211 == 0)
        {
            // A clock that is ten minutes ahead: the message's time is taken.
            _retimed++;
            return Click(now + 600_000, now, number, counts: now);
        }

        if (number > FirstWithWrongTimestamp && number % 401 == 0)
        {
            // A message's timestamp in seconds cannot be: the arrival judges, and the click's own time is right.
            _arrivalJudged++;
            return Click(now, now / 1000, number, counts: now);
        }

        // One in ten is late, by up to half a minute.
        var time = now - (_chance.Next(10) == 0 ? _chance.Next(30_000) : 0);
        _late += now >= (time / 1000 + 1) * 1000 + WatermarkDelay ? 1 : 0;
        return Click(time, now, number, counts: time);
    }

    /// <summary>How many users were seen since a second.</summary>
    public long Users(long from) => _lastSeen.Values.Count(second => second >= from);

    /// <summary>What the totals say otherwise, or null. Only those clicks that the arrival judged may be late or not.</summary>
    public string? Difference(Totals totals) =>
        totals.Clicks != Clicks.Count ? $"{totals.Clicks} clicks of {Clicks.Count}"
        : Dropped(totals, DropReason.Malformed) != _malformed
            ? $"{Dropped(totals, DropReason.Malformed)} malformed of {_malformed}"
        : Dropped(totals, DropReason.TooLate) != _tooLate
            ? $"{Dropped(totals, DropReason.TooLate)} too late of {_tooLate}"
        : totals.Retimed != _retimed ? $"{totals.Retimed} retimed of {_retimed}"
        : totals.ArrivalJudged != _arrivalJudged
            ? $"{totals.ArrivalJudged} judged by the arrival of {_arrivalJudged}"
        : totals.Late < _late || totals.Late > _late + _arrivalJudged
            ? $"{totals.Late} late of {_late}"
        : null;

    private static long Dropped(Totals totals, DropReason reason) => totals.Dropped[reason.Name()];

    private (byte[] Value, long Timestamp) Click(long ts, long timestamp, long number, long? counts)
    {
        var page = string.Create(CultureInfo.InvariantCulture, $"/page-{_chance.Next(Pages)}");
        var user = string.Create(
            CultureInfo.InvariantCulture,
            $"u{number / MessagesANewUser + _chance.Next(UsersAtOnce)}"
        );
        if (counts is { } time)
        {
            Clicks.Add(page, time / 1000);
            _lastSeen[user] = Math.Max(_lastSeen.GetValueOrDefault(user), time / 1000);
        }

        return (
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    ts,
                    page,
                    user,
                }
            ),
            timestamp
        );
    }
}
