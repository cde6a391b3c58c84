namespace ClickDash.Server.Security;

/// <summary>What the page says that asks for the key.</summary>
internal static class SignInTexts
{
    public const string Title = "Sign in";
    public const string ToDashboard = "To the dashboard";
    public const string SignOut = "Sign out";
    public const string AsksForKey =
        "This dashboard asks for a key. Whoever gave you its address has it.";
    public const string Key = "Key";
    public const string AnotherKey = "Another key";
    public const string SignIn = "Sign in";

    public static string SignedIn(Access access) =>
        access == Access.Presenter
            ? "You are signed in as a presenter."
            : "You are signed in as a viewer.";
}
