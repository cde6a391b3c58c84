using System.Globalization;
using Spectre.Console;

namespace ClickDash.Cli.Output;

/// <summary>A small table: drawn in a terminal, lines of tab-separated columns with a header elsewhere.</summary>
internal sealed class Rows(params string[] names)
{
    private readonly List<object?[]> _rows = [];

    /// <summary>Adds a row: texts, whole numbers, or null where there is nothing.</summary>
    public void Add(params object?[] cells) => _rows.Add(cells);

    public void Write(TextWriter output)
    {
        if (Terminal.Behind(output) is { } terminal)
        {
            Draw(terminal);
            return;
        }

        output.WriteLine(string.Join('\t', names));
        foreach (var row in _rows)
        {
            output.WriteLine(string.Join('\t', row.Select(cell => Text(cell, "D"))));
        }
    }

    private static string Text(object? cell, string numbers) =>
        cell switch
        {
            null => "-",
            long number => number.ToString(numbers, CultureInfo.InvariantCulture),
            _ => Shown.Plain(cell.ToString()!),
        };

    private void Draw(IAnsiConsole terminal)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (var i = 0; i < names.Length; i++)
        {
            var column = new TableColumn(new Text(names[i]));
            table.AddColumn(_rows.Exists(row => row[i] is long) ? column.RightAligned() : column);
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(cell => new Text(Text(cell, "N0"))));
        }

        terminal.Write(table);
    }
}
