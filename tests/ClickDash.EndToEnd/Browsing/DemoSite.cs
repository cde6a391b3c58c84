using ClickDash.Testing;

namespace ClickDash.EndToEnd.Browsing;

/// <summary>
/// The product as it is without any setting, with an embedded broker and simulated clicks. Test classes that only look share
/// one, one after the other.
/// </summary>
[CollectionDefinition(Name)]
public sealed class DemoSite : IAsyncLifetime, ICollectionFixture<DemoSite>
{
    /// <summary>The collection of those who share it.</summary>
    public const string Name = "demo";

    private Site? _site;

    /// <summary>The running product; skips the test where it is not published.</summary>
    public Site Site
    {
        get
        {
            Assert.SkipWhen(_site is null, ProductServer.SkipReason ?? "");
            return _site!;
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (ProductServer.SkipReason is null)
        {
            _site = await Site.StartAsync([]);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _site?.DisposeAsync() ?? ValueTask.CompletedTask;
}
