using System.IO.Hashing;
using System.Security.Cryptography;

namespace ClickDash.Core.Live;

/// <summary>
/// Hashes values under a secret seed: strangers choose the names of pages, and must not be able to choose where in a table they
/// land. All tables of a process share one, so that many readers can hash before one owner interns.
/// </summary>
/// <param name="seed">What tells its hashes from those of another.</param>
internal sealed class ValueHash(long seed)
{
    /// <summary>The hash of this process, whose seed nobody knows.</summary>
    public static ValueHash OfProcess { get; } =
        new(BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))));

    /// <summary>A text's hash (XXH3), evenly spread over 64 bits.</summary>
    public ulong Of(ReadOnlySpan<byte> text) => XxHash3.HashToUInt64(text, seed);
}
