namespace ClickDash.Core.Simulation;

/// <summary>Who comes: from which country, on which device, sent by whom. Weights are shares in per cent.</summary>
internal sealed class Audience
{
    private static readonly (string Name, double Share)[] Countries =
    [
        ("AU", 31),
        ("US", 19),
        ("GB", 11),
        ("DE", 8),
        ("IN", 7),
        ("NZ", 6),
        ("FR", 4),
        ("CA", 4),
        ("JP", 3),
        ("BR", 2),
        ("NL", 2),
        ("SG", 1.5),
        ("SE", 1),
        ("ZA", 0.5),
    ];

    private static readonly (string Name, double Share)[] Devices =
    [
        ("mobile", 56),
        ("desktop", 36),
        ("tablet", 6),
        ("bot", 2),
    ];

    private static readonly (string Name, double Share)[] Referrers =
    [
        ("", 38),
        ("google.com", 30),
        ("instagram.com", 8),
        ("bing.com", 5),
        ("facebook.com", 5),
        ("reddit.com", 4),
        ("newsletter.example", 4),
        ("youtube.com", 3),
        ("news.ycombinator.com", 2),
        ("partner.example", 1),
    ];

    private readonly WeightedChoice _country = Choice(Countries);
    private readonly WeightedChoice _device = Choice(Devices);
    private readonly WeightedChoice _referrer = Choice(Referrers);

    /// <summary>What clicks say of a visitor, by <see cref="Draw"/>.</summary>
    public Traits[] Traits { get; } =
    [
        .. from referrer in Referrers
        from country in Countries
        from device in Devices
        select new Traits(
            Utf8(referrer.Name),
            Utf8(country.Name),
            Utf8(device.Name),
            Utf8(Host(device.Name)),
            Utf8(Campaign(referrer.Name)),
            Utf8(Browser(device.Name, country.Name))
        ),
    ];

    /// <summary>A new visitor's index into <see cref="Traits"/>.</summary>
    public int Draw(ref SplitMix random)
    {
        var referrer = _referrer.Draw(ref random);
        var country = _country.Draw(ref random);
        return (((referrer * Countries.Length) + country) * Devices.Length)
            + _device.Draw(ref random);
    }

    // These follow from what a visitor is already: to draw them would give equal seeds other walks.
    private static string Host(string device) =>
        device is "mobile" or "tablet" ? "m.shop.example" : "shop.example";

    private static string Campaign(string referrer) =>
        referrer switch
        {
            "newsletter.example" => "newsletter / email / spring",
            "instagram.com" => "instagram / social / spring",
            _ => "",
        };

    private static string Browser(string device, string country) =>
        (device, country) switch
        {
            ("bot", _) => "Googlebot",
            (_, "DE" or "FR" or "NL") => "Firefox",
            ("desktop", "JP" or "SE") => "Edge",
            ("mobile", "US" or "GB" or "AU" or "NZ" or "CA") => "Safari",
            _ => "Chrome",
        };

    private static WeightedChoice Choice((string Name, double Share)[] values) =>
        new([.. values.Select(value => value.Share)]);

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}

/// <summary>A visitor's own part of a click, in UTF-8.</summary>
/// <param name="Referrer">The host; empty for none.</param>
/// <param name="Country">Its code.</param>
/// <param name="Device">Its kind.</param>
/// <param name="Host">The site that it asks.</param>
/// <param name="Campaign">What brought it; empty for none.</param>
/// <param name="Browser">The browser's family, or a bot's name.</param>
internal sealed record Traits(
    byte[] Referrer,
    byte[] Country,
    byte[] Device,
    byte[] Host,
    byte[] Campaign,
    byte[] Browser
);
