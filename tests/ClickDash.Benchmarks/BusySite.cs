using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>A live window and the clicks of a large site that come into it: few pages are visited often, most seldom.</summary>
internal sealed class BusySite
{
    private const int Users = 100_000;
    private const int PairSeconds = 900;

    private static readonly byte[][] Countries = Texts(
        40,
        i => $"{(char)('A' + i / 7)}{(char)('A' + i % 7)}"
    );
    private static readonly byte[][] Referrers = Texts(200, i => $"site-{i}.example");
    private static readonly byte[][] Devices = Texts(4, i => $"device-{i}");
    private static readonly int[] Statuses = [200, 200, 200, 200, 200, 302, 404, 404, 500, 503];

    private readonly byte[][] _pages;
    private readonly byte[][] _users = Texts(Users, i => $"u-{i}");
    private readonly long[] _lastSecond;
    private readonly long[] _pairs = new long[PairSeconds];
    private readonly ClickFeed[] _feeds;
    private readonly Random _chance = new(5202);
    private long _second;

    /// <param name="rate">Clicks a second.</param>
    /// <param name="pages">Different pages.</param>
    public BusySite(int rate, int pages)
    {
        Rate = rate;
        _pages = Texts(pages, i => i % 3 == 0 ? $"/products/{i}" : $"/articles/{i}");
        _lastSecond = new long[pages];
        Now = 1_795_165_200_000;
        Window = new LiveWindow(new LiveOptions(), Now);
        _feeds =
        [
            .. new[] { "shop", "blog", "app" }.Select(source => new ClickFeed(
                Window.Intake,
                source
            )),
        ];
    }

    /// <summary>Clicks a second.</summary>
    public int Rate { get; }

    /// <summary>The moment up to which they came, in epoch milliseconds.</summary>
    public long Now { get; private set; }

    /// <summary>Where they are counted.</summary>
    public LiveWindow Window { get; }

    /// <summary>How many pairs of page and second the last 15 minutes hold.</summary>
    public long Pairs => _pairs.Sum();

    /// <summary>Lets some time pass, and its clicks come.</summary>
    public void Pass(int milliseconds)
    {
        var clicks = Rate * milliseconds / 1000;
        for (var i = 0; i < clicks; i++)
        {
            Click(Now + (long)i * milliseconds / clicks);
        }

        Now += milliseconds;
    }

    private void Click(long time)
    {
        var page = Skewed(_pages.Length);
        Note(page, time / 1000);
        _feeds[page % _feeds.Length]
            .Record(
                new Click
                {
                    Time = ClickTime.At(time),
                    Page = _pages[page],
                    User = _users[_chance.Next(Users)],
                    Country = Countries[Skewed(Countries.Length)],
                    Referrer = page % 2 == 0 ? Referrers[Skewed(Referrers.Length)] : default,
                    Device = Devices[Skewed(Devices.Length)],
                    Status = Statuses[_chance.Next(Statuses.Length)],
                },
                time,
                time + 20
            );
    }

    private void Note(int page, long second)
    {
        if (second != _second)
        {
            _second = second;
            _pairs[second % PairSeconds] = 0;
        }

        if (_lastSecond[page] != second)
        {
            _lastSecond[page] = second;
            _pairs[second % PairSeconds]++;
        }
    }

    private int Skewed(int count) => (int)(Math.Pow(_chance.NextDouble(), 3) * count);

    private static byte[][] Texts(int count, Func<int, string> text) =>
        [.. Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes(text(i)))];
}
