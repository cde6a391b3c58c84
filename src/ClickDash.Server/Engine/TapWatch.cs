using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ClickDash.Server.Engine;

/// <summary>
/// Knows taps again as they are read from Kafka, by the keys of their messages. To all other messages it costs a comparison
/// of their key's length. Safe for use by several callers at once.
/// </summary>
public sealed class TapWatch
{
    /// <summary>The length of a tap's key: this run's own half, then the tap's.</summary>
    public const int KeyLength = 16;

    // While nothing is read, as many taps as 200 phones make in some 25 s; those who tap on are told.
    private const int MostWaiting = 20_000;

    // A tap that was not read by then never arrived.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly byte[] _run = RandomNumberGenerator.GetBytes(KeyLength / 2);
    private readonly ConcurrentDictionary<long, WaitingTap> _waiting = [];
    private long _last;

    /// <summary>Notes a tap that is about to be sent; null where too many were sent and not read.</summary>
    /// <param name="now">When it arrived.</param>
    public WaitingTap? Begin(DateTimeOffset now)
    {
        if (_waiting.Count >= MostWaiting)
        {
            foreach (var (old, tap) in _waiting)
            {
                if (now - tap.At > LongestWait)
                {
                    _waiting.TryRemove(old, out _);
                }
            }
        }

        if (_waiting.Count >= MostWaiting)
        {
            return null;
        }

        var id = Interlocked.Increment(ref _last);
        var key = new byte[KeyLength];
        _run.CopyTo(key, 0);
        BinaryPrimitives.WriteInt64LittleEndian(key.AsSpan(KeyLength / 2), id);
        return _waiting[id] = new WaitingTap(key, now);
    }

    /// <summary>Looks at a message's key as it is read, once each; a tap's is noted as seen.</summary>
    /// <param name="key">The key, of any length.</param>
    /// <param name="time">The clock, which tells when it was read.</param>
    public void Look(ReadOnlySpan<byte> key, TimeProvider time)
    {
        if (
            key.Length == KeyLength
            && key[..(KeyLength / 2)].SequenceEqual(_run)
            && _waiting.TryRemove(
                BinaryPrimitives.ReadInt64LittleEndian(key[(KeyLength / 2)..]),
                out var tap
            )
        )
        {
            tap.See(time.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }
}

/// <summary>A tap on its way through Kafka.</summary>
/// <param name="key">Its message's key.</param>
/// <param name="at">When it arrived at the server.</param>
public sealed class WaitingTap(byte[] key, DateTimeOffset at)
{
    // Whoever waits goes on elsewhere: the thread that reads has more to do.
    private readonly TaskCompletionSource<long> _seen = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>Its message's key.</summary>
    public byte[] Key { get; } = key;

    /// <summary>When it arrived at the server.</summary>
    public DateTimeOffset At { get; } = at;

    /// <summary>Its delay in milliseconds, once it is read.</summary>
    public Task<long> Seen => _seen.Task;

    internal void See(long now) =>
        _seen.TrySetResult(Math.Max(0, now - At.ToUnixTimeMilliseconds()));
}
