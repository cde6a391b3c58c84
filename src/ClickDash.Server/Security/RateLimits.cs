using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace ClickDash.Server.Security;

/// <summary>How often an address may ask.</summary>
public static class RateLimits
{
    /// <summary>For what programs read: a wall of panels polls several times a second, a flood is another thing.</summary>
    public const string Read = "read";

    /// <summary>For what changes something: more than a hand can do.</summary>
    public const string Write = "write";

    /// <summary>For phones: a lecture hall often has one address, and each phone has a limit of its own.</summary>
    public const string Join = "join";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    internal static void Add(RateLimiterOptions options)
    {
        options.AddPolicy(Read, context => PerAddress(context, burst: 200, perSecond: 100));
        options.AddPolicy(Write, context => PerAddress(context, burst: 20, perSecond: 5));
        options.AddPolicy(Join, context => PerAddress(context, burst: 2000, perSecond: 1000));
        options.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told)
                ? told
                : Second;
            return new ValueTask(Refusal.TooOften(rejected.HttpContext, wait));
        };
    }

    /// <summary>A wait as the header <c>Retry-After</c> takes it: whole seconds, at least one.</summary>
    internal static string RetryAfter(TimeSpan wait) =>
        Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static RateLimitPartition<string> PerAddress(
        HttpContext context,
        int burst,
        int perSecond
    ) =>
        RateLimitPartition.GetTokenBucketLimiter(
            ClientAddress.Of(context),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = burst,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = Second,
                QueueLimit = 0,
            }
        );
}
