namespace ClickDash.Server.Classroom;

/// <summary>A phone that joined. Belongs to <see cref="Phones"/>, under whose lock it is used.</summary>
/// <param name="id">What it shows with each tap.</param>
/// <param name="seat">Its place on the projector.</param>
/// <param name="now">When it joined.</param>
internal sealed class Phone(string id, int seat, DateTimeOffset now)
{
    // Faster than a thumb, for long enough to be fun; a program gains nothing.
    private const double TapsPerSecond = 4;
    private const double TapsAtOnce = 8;

    private double _budget = TapsAtOnce;
    private DateTimeOffset _budgetAt = now;

    public string Id { get; } = id;

    public int Seat { get; } = seat;

    /// <summary>When it was heard last.</summary>
    public DateTimeOffset HeardAt { get; set; } = now;

    /// <summary>How many of its taps were read from Kafka.</summary>
    public long Taps { get; set; }

    /// <summary>The page of the newest.</summary>
    public string? Page { get; set; }

    /// <summary>That tap's delay in milliseconds.</summary>
    public long? Delay { get; set; }

    /// <summary>Takes a tap from its budget; false where it taps faster than anybody can.</summary>
    public bool TryTap(DateTimeOffset at)
    {
        _budget = Math.Min(
            TapsAtOnce,
            _budget + Math.Max(0, (at - _budgetAt).TotalSeconds) * TapsPerSecond
        );
        (_budgetAt, HeardAt) = (at, at);
        if (_budget < 1)
        {
            return false;
        }

        _budget--;
        return true;
    }
}
