using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;

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

    private const int LongestClick = 512;

    private static readonly byte[][] Pages =
    [
        .. SiteMap.Paths.Select(path =>
            Encoding.UTF8.GetBytes($",\"page\":\"{path}\",\"user\":\"u")
        ),
    ];

    private readonly SiteMap _map = new();
    private readonly Audience _audience = new();
    private readonly List<Visit> _visits = [];
    private SplitMix _random;
    private SplitMix _gaps;
    private long _lastTime = -1;
    private double _gap = 25;
    private int _newcomers = Regulars;
    private int _sessions;

    /// <param name="seed">Equal seeds give equal clicks.</param>
    public SiteModel(long seed = 1)
    {
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
    /// How long it is until the next click, where one comes in each unit of time on average: people click when they like, so
    /// that the number in a second varies as real traffic's does (Poisson).
    /// </summary>
    public double NextGap() => _gaps.Gap();

    /// <summary>Writes the next click as one JSON object of the <c>clicks</c> format, in UTF-8.</summary>
    /// <param name="milliseconds">When it happens, epoch milliseconds.</param>
    /// <param name="output">Takes the bytes.</param>
    public void Next(long milliseconds, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Observe(milliseconds);
        var slot = PickVisit();
        var visit = _visits[slot];
        var target = output.GetSpan(LongestClick);
        var length = Write(target, milliseconds, visit, SiteMap.Status(visit.Page, ref _random));
        output.Advance(length);
        if (_random.Chance(SiteMap.Leave(visit.Page)))
        {
            _visits[slot] = _visits[^1];
            _visits.RemoveAt(_visits.Count - 1);
        }
        else
        {
            _visits[slot] = visit with { Page = _map.Follow(visit.Page, ref _random) };
        }
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

    private int Write(Span<byte> target, long milliseconds, Visit visit, int status)
    {
        var at = 0;
        Put(target, ref at, "{\"ts\":"u8);
        Put(target, ref at, milliseconds);
        Put(target, ref at, Pages[visit.Page]);
        Put(target, ref at, visit.User);
        Put(target, ref at, "\",\"session\":\"s"u8);
        Put(target, ref at, visit.Session);
        Put(target, ref at, "\""u8);
        Put(target, ref at, _audience.Traits[visit.Traits]);
        Put(target, ref at, ",\"status\":"u8);
        Put(target, ref at, status);
        Put(target, ref at, "}"u8);
        return at;
    }

    private static void Put(Span<byte> target, ref int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(target[at..]);
        at += text.Length;
    }

    private static void Put(Span<byte> target, ref int at, long number)
    {
        Utf8Formatter.TryFormat(number, target[at..], out var written);
        at += written;
    }

    /// <summary>One visitor on the site, on the page that is clicked next.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Visit(int User, int Session, int Traits, int Page);
}
