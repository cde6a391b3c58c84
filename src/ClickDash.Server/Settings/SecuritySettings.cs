using System.Net;

namespace ClickDash.Server.Settings;

/// <summary>Settings under <c>ClickDash:Security:</c>.</summary>
public sealed record SecuritySettings
{
    /// <summary>Who has it may look; none: everyone may.</summary>
    public string? ViewerKey { get; init; }

    /// <summary>Who has it may also change things; none, where there is a viewer key: nobody may.</summary>
    public string? PresenterKey { get; init; }

    /// <summary>The proxies whose word on a request's origin counts: addresses or networks, several by commas.</summary>
    public string TrustedProxies { get; init; } = "";

    /// <summary>The folder of the keys that sign cookies; none: where ASP.NET Core puts them.</summary>
    public string? CookieFolder { get; init; }

    /// <summary>Whether any key is set.</summary>
    public bool HasKeys => ViewerKey is { Length: > 0 } || PresenterKey is { Length: > 0 };

    /// <summary>The trusted proxies' networks; null for what is no address.</summary>
    public IEnumerable<(string Text, IPNetwork? Network)> Proxies() =>
        TrustedProxies
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => (text, Network(text)));

    /// <summary>Without the keys: records write all they hold.</summary>
    public override string ToString() => nameof(SecuritySettings);

    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
