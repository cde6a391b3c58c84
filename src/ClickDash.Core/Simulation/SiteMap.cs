namespace ClickDash.Core.Simulation;

/// <summary>The shop's pages, how liked each is, and which lead to which.</summary>
internal sealed class SiteMap
{
    private enum Kind
    {
        Home,
        Category,
        Product,
        Search,
        Cart,
        Checkout,
        Thanks,
        Account,
        Reading,
        Gone,
    }

    // By popularity: the n-th page's weight is 1/n (Zipf), within what the links allow.
    private static readonly (string Path, Kind Kind)[] Site =
    [
        ("/", Kind.Home),
        ("/products", Kind.Category),
        ("/sale", Kind.Category),
        ("/search", Kind.Search),
        ("/cart", Kind.Cart),
        ("/products/espresso-machine", Kind.Product),
        ("/products/coffee-grinder", Kind.Product),
        ("/category/coffee", Kind.Category),
        ("/products/house-blend", Kind.Product),
        ("/checkout", Kind.Checkout),
        ("/products/milk-frother", Kind.Product),
        ("/category/kitchen", Kind.Category),
        ("/login", Kind.Account),
        ("/checkout/thanks", Kind.Thanks),
        ("/products/pour-over-kettle", Kind.Product),
        ("/products/cast-iron-pan", Kind.Product),
        ("/account", Kind.Account),
        ("/category/tea", Kind.Category),
        ("/products/chef-knife", Kind.Product),
        ("/products/travel-mug", Kind.Product),
        ("/blog", Kind.Reading),
        ("/products/green-tea", Kind.Product),
        ("/account/orders", Kind.Account),
        ("/products/moka-pot", Kind.Product),
        ("/blog/perfect-espresso", Kind.Reading),
        ("/category/gifts", Kind.Category),
        ("/products/teapot", Kind.Product),
        ("/help", Kind.Reading),
        ("/products/cutting-board", Kind.Product),
        ("/help/shipping", Kind.Reading),
        ("/products/dark-roast", Kind.Product),
        ("/blog/grind-size-guide", Kind.Reading),
        ("/products/gift-card", Kind.Product),
        ("/about", Kind.Reading),
        ("/help/returns", Kind.Reading),
        ("/products/cold-brew-maker", Kind.Product),
        ("/contact", Kind.Reading),
        ("/products/espresso-cups", Kind.Product),
        ("/blog/care-for-cast-iron", Kind.Reading),
        ("/products/spring-blend", Kind.Gone),
        ("/summer-sale", Kind.Gone),
    ];

    private readonly WeightedChoice _entry = new(Weigh(Entrance));
    private readonly WeightedChoice[] _links =
    [
        .. Site.Select(
            (from, i) => new WeightedChoice(Weigh((to, j) => i == j ? 0 : Link(from.Kind, to)))
        ),
    ];

    /// <summary>Every page's path, the best liked first.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. Site.Select(page => page.Path)];

    /// <summary>Where a visit begins.</summary>
    public int Enter(ref SplitMix random) => _entry.Draw(ref random);

    /// <summary>The page that a visitor of this one opens next; never the same.</summary>
    public int Follow(int page, ref SplitMix random) => _links[page].Draw(ref random);

    /// <summary>The share of visitors for whom this page is the last.</summary>
    public static double Leave(int page) =>
        Site[page].Kind switch
        {
            Kind.Thanks => 0.7,
            Kind.Gone => 0.5,
            Kind.Checkout or Kind.Cart => 0.1,
            Kind.Reading => 0.3,
            _ => 0.16,
        };

    /// <summary>What the server answers: 404 for pages that are gone, now and then a 500, most of all where money is moved.</summary>
    public static int Status(int page, ref SplitMix random) =>
        Site[page].Kind switch
        {
            Kind.Gone => 404,
            Kind.Checkout => random.Chance(0.02) ? 500 : 200,
            Kind.Search => random.Chance(0.006) ? 500 : 200,
            _ => random.Chance(0.001) ? 500 : 200,
        };

    private static double Entrance(Kind to, int rank) =>
        to switch
        {
            Kind.Home => 2,
            Kind.Product or Kind.Category or Kind.Reading => 1,
            Kind.Gone => 1.5,
            _ => 0,
        };

    private static double Link(Kind from, Kind to) =>
        (from, to) switch
        {
            (Kind.Checkout, Kind.Thanks) => 60,
            (_, Kind.Thanks) => 0,
            (Kind.Cart, Kind.Checkout) => 40,
            (Kind.Account, Kind.Checkout) => 2,
            (_, Kind.Checkout) => 0,
            (Kind.Product, Kind.Cart) => 4,
            (Kind.Product or Kind.Category or Kind.Search, Kind.Product) => 4,
            (Kind.Home, Kind.Category or Kind.Search) => 3,
            (Kind.Reading, Kind.Reading) => 4,
            (_, Kind.Cart) => 0.3,
            (_, Kind.Gone) => 0.4,
            (_, Kind.Home) => 0.3,
            _ => 1,
        };

    private static double[] Weigh(Func<Kind, int, double> affinity) =>
        [.. Site.Select((page, i) => affinity(page.Kind, i) / (i + 1))];
}
