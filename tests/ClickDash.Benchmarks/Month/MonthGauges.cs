using Microsoft.Data.Sqlite;

namespace ClickDash.Benchmarks.Month;

/// <summary>What the server takes at the end of each day: memory, file, ticks.</summary>
internal sealed class MonthGauges(string file)
{
    private const double Megabyte = 1024 * 1024;

    private readonly List<MonthGauge> _days = [];

    /// <summary>Measures a day that has ended.</summary>
    public void Add(List<double> ticks, (TimeSpan Read, TimeSpan Tick, TimeSpan Store) spent)
    {
        GC.Collect();
        var heap = GC.GetTotalMemory(forceFullCollection: true) / Megabyte;
        ticks.Sort();
        var day = new MonthGauge(heap, FileBytes() / Megabyte, ticks);
        _days.Add(day);
        Console.WriteLine(
            $"day {_days.Count}: heap {day.Heap:0.0} MB, file {day.File:0.0} MB, a tick {Percentile(ticks, 0.5):0.00} ms, p99 {Percentile(ticks, 0.99):0.00} ms; {spent.Read.TotalSeconds:0} s read, {spent.Tick.TotalSeconds:0} s ticks, {spent.Store.TotalSeconds:0} s stored"
        );
    }

    /// <summary>The mean of the heap over some days, counted from 1, in MB.</summary>
    public double Heap(int first, int last) => Of(first, last).Average(day => day.Heap);

    /// <summary>By how much the file grew a day over some days, in MB.</summary>
    public double FileGrowth(int first, int last) =>
        (_days[last - 1].File - _days[first - 1].File) / (last - first);

    /// <summary>The file's size at the end of a day, in MB.</summary>
    public double FileAt(int day) => _days[day - 1].File;

    /// <summary>How long a tick took, in milliseconds: the median of some days of what a part of each day's ticks stayed below.</summary>
    public double Tick(int first, int last, double part) =>
        Median.Of(Of(first, last).Select(day => Percentile(day.Ticks, part)));

    private static double Percentile(List<double> sorted, double part) =>
        sorted[(int)(sorted.Count * part)];

    private IEnumerable<MonthGauge> Of(int first, int last) =>
        _days.Skip(first - 1).Take(last - first + 1);

    /// <summary>Pages in use, whatever part of them the log beside the file still holds.</summary>
    private double FileBytes()
    {
        using var connection = new SqliteConnection(
            $"Data Source={file};Mode=ReadOnly;Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        return (long)command.ExecuteScalar()!;
    }
}

/// <summary>A day's end.</summary>
/// <param name="Heap">Memory in use after a collection, in MB.</param>
/// <param name="File">The store's size, in MB.</param>
/// <param name="Ticks">How long ticks took, in milliseconds, sorted.</param>
internal sealed record MonthGauge(double Heap, double File, List<double> Ticks);
