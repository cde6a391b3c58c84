using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ClickDash.Core.Wire;

namespace ClickDash.Server.Classroom;

/// <summary>The phones that joined and the projectors that show them. Safe for use by several callers at once.</summary>
public sealed class Phones(TimeProvider time)
{
    /// <summary>Five lecture halls; more would only be a flood.</summary>
    public const int Most = 1000;

    // A phone asks every 15 s while somebody looks at it.
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(45);

    // A phone in a pocket keeps its dot for a lecture.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Phone> _phones = new(StringComparer.Ordinal);
    private readonly List<Projector> _projectors = [];

    /// <summary>Lets a phone join; null where as many have joined as may.</summary>
    public (string Id, int Seat)? TryJoin()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var gone = _phones.Values.Where(one => now - one.HeardAt > Forgotten).ToArray();
            Array.ForEach(gone, one => _phones.Remove(one.Id));
            if (_phones.Count >= Most)
            {
                return null;
            }

            var taken = _phones.Values.Select(one => one.Seat).ToHashSet();
            var phone = new Phone(
                RandomNumberGenerator.GetHexString(16, lowercase: true),
                Enumerable.Range(0, Most).First(seat => !taken.Contains(seat)),
                now
            );
            _phones.Add(phone.Id, phone);
            if (gone.Length > 0)
            {
                _projectors.ForEach(projector => projector.TellWhole());
            }
            else
            {
                Tell(phone);
            }

            return (phone.Id, phone.Seat);
        }
    }

    /// <summary>The seat of a phone, which is heard by this; null where it never joined, or long ago.</summary>
    public int? Hear(string id)
    {
        lock (_gate)
        {
            if (!_phones.TryGetValue(id, out var phone))
            {
                return null;
            }

            phone.HeardAt = time.GetUtcNow();
            return phone.Seat;
        }
    }

    /// <summary>Whether a phone that joined may tap now.</summary>
    public bool TryTap(string id)
    {
        lock (_gate)
        {
            return _phones.TryGetValue(id, out var phone) && phone.TryTap(time.GetUtcNow());
        }
    }

    /// <summary>A phone's tap was read from Kafka: its dot lights up.</summary>
    public void Light(string id, string page, long delay)
    {
        lock (_gate)
        {
            if (_phones.TryGetValue(id, out var phone))
            {
                (phone.Taps, phone.Page, phone.Delay) = (phone.Taps + 1, page, delay);
                Tell(phone);
            }
        }
    }

    /// <summary>All phones first, then what is new of them.</summary>
    /// <param name="join">How phones join.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<AudienceNews> WatchAsync(
        JoinInfo join,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var projector = new Projector();
        lock (_gate)
        {
            projector.TellWhole();
            _projectors.Add(projector);
        }

        try
        {
            while (true)
            {
                await projector.NewsAsync(cancellation);
                AudienceNews news;
                lock (_gate)
                {
                    var now = time.GetUtcNow();
                    var people = _phones.Values.Count(one => now - one.HeardAt <= Lately);
                    news = projector.Take(people, _phones.Values.Select(Of));
                }

                yield return news.IsWhole ? news with { Join = join } : news;
                // What comes together goes together.
                await Task.Delay(Projector.Pause, time, cancellation);
            }
        }
        finally
        {
            lock (_gate)
            {
                _projectors.Remove(projector);
            }
        }
    }

    private void Tell(Phone phone)
    {
        var dot = Of(phone);
        _projectors.ForEach(projector => projector.Tell(dot));
    }

    private static Dot Of(Phone phone) => new(phone.Seat, phone.Taps, phone.Page, phone.Delay);
}
