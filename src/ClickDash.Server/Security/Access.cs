using System.Security.Claims;

namespace ClickDash.Server.Security;

/// <summary>How much somebody may do; each level includes those before it.</summary>
public enum Access
{
    /// <summary>No key was shown.</summary>
    None,

    /// <summary>May look.</summary>
    Viewer,

    /// <summary>May also change things.</summary>
    Presenter,
}

/// <summary>Access as a claim of ASP.NET Core's user.</summary>
public static class AccessClaims
{
    private const string Level = "access";
    private const string Stamp = "stamp";

    /// <summary>A user with this access. The stamp tells which key it was, without holding it.</summary>
    public static ClaimsPrincipal User(Access access, string stamp, string scheme) =>
        new(new ClaimsIdentity([new(Level, access.ToString()), new(Stamp, stamp)], scheme));

    /// <summary>What a user may do by the key shown.</summary>
    public static Access Access(this ClaimsPrincipal user) =>
        Enum.TryParse<Access>(user.FindFirst(Level)?.Value, out var access)
            ? access
            : Security.Access.None;

    /// <summary>The stamp of the key shown; null without one.</summary>
    public static string? KeyStamp(this ClaimsPrincipal user) => user.FindFirst(Stamp)?.Value;
}
