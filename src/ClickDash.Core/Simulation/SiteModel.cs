using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Writing;

namespace ClickDash.Core.Simulation;

/// <summary>
/// A believable small shop: visitors enter, walk by links that make sense and leave. The same seed and the same times
/// give the same clicks. Belongs to one thread.
/// </summary>
public sealed class SiteModel
{
    // A visitor's mean time between two clicks: it sets how many visits are open at a given rate.
    private const double ClickEverySeconds = 20;

    // Two minutes of visitors at 2,500 clicks/s; a faster stream has busier visitors instead of more memory.
    private const int MaxVisits = 50_000;

    // Visitors who come back: enough that a day's users are not all the same.
    private const int Regulars = 20_000;

    // A letter and a number.
    private const int LongestId = 12;

    private static readonly byte[][] Pages = [.. SiteMap.Paths.Select(Encoding.UTF8.GetBytes)];

    private readonly SiteMap _map = new();
    private readonly Audience _audience = new();
    private readonly IClickWriter _writer;
    private readonly List<Visit> _visits = [];
    private SplitMix _random;
    private SplitMix _gaps;
    private long _lastTime = -1;
    private double _gap = 25;
    private int _newcomers = Regulars;
    private int _sessions;

    /// <param name="seed">Equal seeds give equal clicks.</param>
    /// <param name="writer">How clicks are written; null for the <c>clicks</c> format.</param>
    public SiteModel(long seed = 1, IClickWriter? writer = null)
    {
        _writer = writer ?? new ClicksWriter();
        _random = new SplitMix(seed);
        // Of its own, so that the walk through the shop is the same at any rate.
        _gaps = new SplitMix(~seed);
    }

    /// <summary>The site's pages, most popular first.</summary>
    public static IReadOnlyList<string> PagePaths => SiteMap.Paths;

    /// <summary>
    /// How busy the site is at a time, around 1: a daily swell (0.4 at 04:00 UTC to 1.6 at 16:00) with waves of minutes
    /// on top, so that a live chart breathes.
    /// </summary>
    /// <param name="milliseconds">Epoch milliseconds.</param>
    public static double Swell(long milliseconds)
    {
        var seconds = milliseconds / 1000.0;
        var day = 1 - (0.6 * Math.Cos((seconds - (4 * 3600)) * Math.Tau / 86_400));
        var waves =
            (0.12 * Math.Sin(seconds * Math.Tau / 47))
            + (0.1 * Math.Sin(seconds * Math.Tau / 187))
            + (0.08 * Math.Sin(seconds * Math.Tau / 791));
        return day * (1 + waves);
    }

    /// <summary>
    /// How busy a site is to which people come in bursts, 1 on average: five seconds of each minute are thirteen times as
    /// busy as the others.
    /// </summary>
    /// <param name="milliseconds">Epoch milliseconds.</param>
    public static double Burst(long milliseconds) =>
        milliseconds % 60_000 is >= 0 and < 5_000 ? 6.5 : 0.5;

    /// <summary>
    /// How long it is until the next click, where one comes in each unit of time on average: people click when they like, so
    /// that the number in a second varies as real traffic's does (Poisson).
    /// </summary>
    public double NextGap() => _gaps.Gap();

    /// <summary>Writes the next click.</summary>
    /// <param name="milliseconds">When it happens, epoch milliseconds.</param>
    /// <param name="output">Takes the message's value.</param>
    /// <param name="says">When its message says that it happened; null for the truth.</param>
    /// <returns>The page, which some formats have as the message's key.</returns>
    public ReadOnlySpan<byte> Next(long milliseconds, IBufferWriter<byte> output, long? says = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        Observe(milliseconds);
        var slot = PickVisit();
        var visit = _visits[slot];
        var traits = _audience.Traits[visit.Traits];
        Span<byte> user = stackalloc byte[LongestId];
        Span<byte> session = stackalloc byte[LongestId];
        var click = new Click
        {
            Time = ClickTime.At(says ?? milliseconds),
            Page = Pages[visit.Page],
            User = Id((byte)'u', visit.User, user),
            Session = Id((byte)'s', visit.Session, session),
            Referrer = traits.Referrer,
            Country = traits.Country,
            Device = traits.Device,
            Host = traits.Host,
            Campaign = traits.Campaign,
            Browser = traits.Browser,
            Status = SiteMap.Status(visit.Page, ref _random),
        };
        _writer.Write(click, output);
        if (_random.Chance(SiteMap.Leave(visit.Page)))
        {
            _visits[slot] = _visits[^1];
            _visits.RemoveAt(_visits.Count - 1);
        }
        else
        {
            _visits[slot] = visit with { Page = _map.Follow(visit.Page, ref _random) };
        }

        return Pages[visit.Page];
    }

    /// <summary>Learns the rate from the times asked for: it decides how many visits are open at once.</summary>
    private void Observe(long milliseconds)
    {
        if (_lastTime >= 0)
        {
            var gap = Math.Clamp(milliseconds - _lastTime, 0, 60_000);
            _gap += (gap - _gap) * 0.01;
        }

        _lastTime = milliseconds;
    }

    private int PickVisit()
    {
        var open = (int)Math.Clamp(ClickEverySeconds * 1000 / Math.Max(_gap, 0.001), 3, MaxVisits);
        if (_visits.Count == 0 || _random.Chance(_visits.Count < open ? 0.5 : 0.02))
        {
            _visits.Add(Arrive());
            return _visits.Count - 1;
        }

        return _random.Next(_visits.Count);
    }

    private Visit Arrive()
    {
        var user = _random.Chance(0.6) ? _random.Next(Regulars) : _newcomers++;
        return new Visit(user, ++_sessions, _audience.Draw(ref _random), _map.Enter(ref _random));
    }

    private static ReadOnlySpan<byte> Id(byte letter, int number, Span<byte> room)
    {
        room[0] = letter;
        Utf8Formatter.TryFormat(number, room[1..], out var length);
        return room[..(length + 1)];
    }

    /// <summary>One visitor on the site, on the page that is clicked next.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Visit(int User, int Session, int Traits, int Page);
}
