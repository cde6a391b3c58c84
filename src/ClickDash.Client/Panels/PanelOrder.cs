namespace ClickDash.Client.Panels;

/// <summary>Which panels there are, in which order, and which of them are hidden: a reader's choice, kept as text.</summary>
public sealed class PanelOrder
{
    public const string Line = "line";
    public const string Ranking = "ranking";
    public const string Feed = "feed";
    public const string Movers = "movers";
    public const string Heat = "heat";
    public const string First = "first";
    public const string Second = "second";
    public const string Third = "third";
    public const string Statuses = "statuses";

    private static readonly string[] All =
    [
        Line,
        Ranking,
        Feed,
        Movers,
        Heat,
        First,
        Second,
        Third,
        Statuses,
    ];

    private readonly string[] order;
    private readonly HashSet<string> hidden;

    private PanelOrder(string[] order, HashSet<string> hidden) =>
        (this.order, this.hidden) = (order, hidden);

    /// <summary>All panels, as the page is laid out without a choice.</summary>
    public static PanelOrder Usual { get; } = new(All, []);

    /// <summary>All panels in order.</summary>
    public IReadOnlyList<string> Panels => order;

    /// <summary>Those that are not hidden.</summary>
    public IEnumerable<string> Shown => order.Where(IsShown);

    /// <summary>Reads what <see cref="ToString"/> wrote. Panels it does not name come last; names that are no panel are passed over.</summary>
    public static PanelOrder Parse(string? text)
    {
        var names = (text ?? "").Split(',');
        var known = names
            .Select(name => name.TrimStart('-'))
            .Where(All.Contains)
            .Distinct()
            .ToList();
        known.AddRange(All.Except(known));
        return new(
            [.. known],
            [.. names.Where(name => name.StartsWith('-')).Select(name => name[1..])]
        );
    }

    /// <summary>Whether a panel is shown.</summary>
    public bool IsShown(string panel) => !hidden.Contains(panel);

    /// <summary>The same with a panel shown or hidden.</summary>
    public PanelOrder With(string panel, bool shown)
    {
        var next = new HashSet<string>(hidden);
        _ = shown ? next.Remove(panel) : next.Add(panel);
        return new(order, next);
    }

    /// <summary>The same with a panel moved by so many places among those that are shown.</summary>
    public PanelOrder Moved(string panel, int by)
    {
        var shown = Shown.ToList();
        var to = shown.IndexOf(panel) + by;
        if (to < 0 || to >= shown.Count)
        {
            return this;
        }

        var next = order.ToList();
        var place = next.IndexOf(shown[to]);
        next.Remove(panel);
        next.Insert(place, panel);
        return new([.. next], hidden);
    }

    /// <summary>Names in order, hidden ones with a minus.</summary>
    public override string ToString() =>
        string.Join(',', order.Select(name => IsShown(name) ? name : "-" + name));
}
