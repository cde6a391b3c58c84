using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Security;

/// <summary>The keys that are set. Kept and compared as hashes, in a time that says nothing about them.</summary>
public sealed class AccessKeys(ClickDashSettings settings)
{
    private readonly byte[]? _viewer = Hash(settings.Security.ViewerKey);
    private readonly byte[]? _presenter = Hash(settings.Security.PresenterKey);

    /// <summary>Whether any key is set.</summary>
    public bool Exist => _viewer is not null || _presenter is not null;

    /// <summary>What everyone may do: all without keys, look where only changing things has one.</summary>
    public Access Everyone =>
        _viewer is not null ? Access.None
        : _presenter is not null ? Access.Viewer
        : Access.Presenter;

    /// <summary>What somebody may do: by the key shown, or because everyone may.</summary>
    public Access Of(ClaimsPrincipal user)
    {
        var shown = user.Access();
        return shown > Everyone ? shown : Everyone;
    }

    /// <summary>What a key lets its bearer do; none for a wrong one.</summary>
    public Access Of(string key)
    {
        var shown = Hash(key) ?? [];
        // Both are always compared: how long it takes does not tell which was nearer.
        var isViewer = CryptographicOperations.FixedTimeEquals(shown, _viewer ?? []);
        var isPresenter = CryptographicOperations.FixedTimeEquals(shown, _presenter ?? []);
        return shown.Length == 0 ? Access.None
            : isPresenter ? Access.Presenter
            : isViewer ? Access.Viewer
            : Access.None;
    }

    /// <summary>Changes with the key of this access, so that a cookie ends with the key that it was given for.</summary>
    public string Stamp(Access access)
    {
        var key = access == Access.Presenter ? _presenter : _viewer;
        // Hashed once more: what is in a cookie is no use as a key, nor to find one.
        return key is null ? "" : Convert.ToHexString(SHA256.HashData(key).AsSpan(0, 8));
    }

    private static byte[]? Hash(string? key) =>
        string.IsNullOrEmpty(key) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
