namespace ClickDash.Core.Wire;

/// <summary>By what a phone finds its own dot on the projector: a colour, a shape and, once all pairs are taken, a letter.</summary>
/// <param name="Colour">The number of its colour, 0 to 5, as the style sheets know it.</param>
/// <param name="Letter">A letter in the shape; empty for none.</param>
/// <param name="Path">The shape as an SVG path in a square of 24.</param>
/// <param name="Name">The same in words: <c>orange triangle B</c>.</param>
public sealed record SeatMark(int Colour, string Letter, string Path, string Name)
{
    /// <summary>How many marks there are: more than a lecture hall has seats.</summary>
    public static int Most => Colours.Length * Shapes.Length * (Letters.Length + 1);

    private const string Letters = "ABCDEFGHJKLMNPRSTUVWXYZ";

    private static readonly string[] Colours = ["blue", "orange", "green", "pink", "sky", "grey"];

    private static readonly (string Name, string Path)[] Shapes =
    [
        ("circle", "M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20z"),
        ("triangle", "M12 2L23 21H1z"),
        ("square", "M3 3h18v18H3z"),
        ("diamond", "M12 1L23 12L12 23L1 12z"),
        ("star", "M12 1l3.2 7.3 7.8.7-5.9 5.2 1.8 7.8L12 18l-6.9 4 1.8-7.8L1 9l7.8-.7z"),
        ("cross", "M8 2h8v6h6v8h-6v6H8v-6H2V8h6z"),
        ("hexagon", "M6.5 2.5h11L23 12l-5.500 9.5h-11L1 12z"),
        ("drop", "M12 1c5 6.500 8 9.500 8 13.500a8 8 0 0 1-16 0C4 10.500 7 7.500 12 1z"),
    ];

    /// <summary>The mark of a seat; seats beyond <see cref="Most"/> begin again.</summary>
    /// <param name="seat">From 0.</param>
    public static SeatMark Of(int seat)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seat);
        var pairs = Colours.Length * Shapes.Length;
        var colour = seat % Colours.Length;
        var shape = Shapes[seat / Colours.Length % Shapes.Length];
        var round = seat / pairs % (Letters.Length + 1);
        var letter = round == 0 ? "" : Letters[round - 1].ToString();
        return new(
            colour,
            letter,
            shape.Path,
            $"{Colours[colour]} {shape.Name} {letter}".TrimEnd()
        );
    }
}
