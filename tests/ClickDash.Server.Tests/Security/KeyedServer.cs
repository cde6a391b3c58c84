namespace ClickDash.Server.Tests.Security;

/// <summary>A server with a viewer key and a presenter key.</summary>
public sealed class KeyedServer : ServerFixture
{
    public const string Viewer = "viewer-key-for-tests";
    public const string Presenter = "presenter-key-for-tests";

    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>
        {
            ["ClickDash:Security:ViewerKey"] = Viewer,
            ["ClickDash:Security:PresenterKey"] = Presenter,
        };
}
