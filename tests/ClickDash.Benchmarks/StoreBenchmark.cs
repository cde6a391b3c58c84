using System.Diagnostics;
using System.Globalization;
using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.History;

namespace ClickDash.Benchmarks;

/// <summary>
/// What a store of a site with 10,000 pages a day comes to after 730 days: some days are simulated, a batch a minute, with all that
/// is trimmed and evicted meanwhile, and what a day took by table is added up for as long as it is kept. <c>--days 3</c>,
/// <c>--rate 50</c> clicks a second.
/// </summary>
internal static class StoreBenchmark
{
    private const int Pages = 10_000;
    private const int Users = 200_000;
    private const int MinuteDays = 14;
    private const int HourDays = 730;
    private const double Gigabyte = 1e9;

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    // How many values the dimensions have, as a large site's: page, country, referrer, device, status, source and further ones.
    private static readonly int[] Values = [Pages, 120, 2000, 4, 12, 1, 5, 300, 12];

    public static Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var days = Option(args, "--days", 3);
        var rate = Option(args, "--rate", 50);
        var folder = Directory.CreateTempSubdirectory("clickdash-bench-store-");
        try
        {
            return Task.FromResult<IReadOnlyList<Figure>>([
                .. new Run(Path.Combine(folder.FullName, "clickdash.db"), days, rate).Figures(),
            ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Option(string[] args, string name, int fallback) =>
        Array.IndexOf(args, name) is >= 0 and var at
            ? int.Parse(args[at + 1], CultureInfo.InvariantCulture)
            : fallback;

    private sealed class Run(string file, int days, int rate)
    {
        private readonly Random _chance = new(42);
        private readonly List<string[]> _names =
        [
            .. Values
                .Take(Dimensions.Count)
                .Select(
                    (count, dimension) =>
                        Enumerable
                            .Range(0, count)
                            .Select(value =>
                                $"/{(Dimension)dimension}/a-name-of-usual-length/{value}"
                            )
                            .ToArray()
                ),
        ];

        public IEnumerable<Figure> Figures()
        {
            var writes = new List<double>();
            using (var store = CountStore.Open(file, Start))
            {
                for (var minute = 0; minute < days * 1440; minute++)
                {
                    var now = Start.AddMinutes(minute + 1);
                    var batch = Batch(now);
                    var began = Stopwatch.GetTimestamp();
                    store.Write(batch);
                    writes.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                    if (minute % 10 == 9)
                    {
                        store.Retain(
                            Retention.At(
                                now,
                                TimeSpan.FromDays(MinuteDays),
                                TimeSpan.FromDays(HourDays),
                                TimeSpan.FromMinutes(10)
                            )
                        );
                    }
                }
            }

            // Pages that a table's rows fill, which is what a day takes whatever is in them.
            var bytes = new StoreSizes(file).ByTable();
            foreach (var (table, size) in bytes.OrderByDescending(one => one.Value))
            {
                Console.WriteLine($"  {table}: {size / 1e6 / days:0.00} MB a day");
            }

            var minutes = bytes.GetValueOrDefault("minute") / days * MinuteDays;
            var hours = new[] { "quarter", "hour", "quarter_visitors", "hour_visitors" }.Sum(
                table => bytes.GetValueOrDefault(table) / days * HourDays
            );
            var fixedSize = bytes
                .Where(one => one.Key is "value" or "second" or "sqlite_autoindex_value_2")
                .Sum(one => one.Value);
            yield return new Figure(
                "store, GB after 730 days of 10,000 pages a day",
                (minutes + hours + fixedSize) / Gigabyte,
                4
            );
            writes.Sort();
            yield return new Figure(
                "store, ms a batch (99 %)",
                writes[writes.Count * 99 / 100],
                500
            );
        }

        private StoreBatch Batch(DateTimeOffset now)
        {
            var pending = new PendingWrites();
            var bucket = new Bucket();
            var second = now.ToUnixTimeSeconds() - 1;
            bucket.Reset(second);
            for (var click = 0; click < rate * 60; click++)
            {
                bucket.Total++;
                bucket.Statuses[2]++;
                for (var dimension = 0; dimension < _names.Count; dimension++)
                {
                    // Few values have most of the clicks, as on any site.
                    var value = (int)(Math.Pow(_chance.NextDouble(), 3) * _names[dimension].Length);
                    bucket.Counts.Add(CountTable.Key((Dimension)dimension, value + 2), 1);
                }

                var user = (ulong)_chance.Next(Users) * 0x9E37_79B9_7F4A_7C15;
                pending.SeeUser(second, user ^ (user >> 29));
            }

            pending.Add(bucket, isLive: true, (dimension, id) => _names[(int)dimension][id - 2]);
            return new StoreBatch(
                pending,
                new Totals(0, 0, 0, 0, 0, new Dictionary<string, long>(), 0, []),
                new Dictionary<string, string?>(),
                now.ToUnixTimeMilliseconds()
            );
        }
    }
}
