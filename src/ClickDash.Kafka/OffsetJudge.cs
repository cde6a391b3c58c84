namespace ClickDash.Kafka;

/// <summary>Decides where reading goes on after an interruption, and whether something was lost by it.</summary>
internal static class OffsetJudge
{
    /// <param name="next">The offset that was to be read next.</param>
    /// <param name="low">The oldest offset that the broker has.</param>
    /// <param name="end">The offset after its newest.</param>
    /// <param name="sameTopic">Whether it is still the same topic by its id; null where ids are not known.</param>
    public static Resumption Resume(long next, long low, long end, bool? sameTopic)
    {
        if (sameTopic == false)
        {
            return new(
                low,
                "The topic was deleted and made anew: reading goes on at its first message."
            );
        }

        if (next < low)
        {
            return new(low, "The broker had already deleted messages that were not read yet.");
        }

        if (next <= end)
        {
            return new(next, Loss: null);
        }

        // The same topic, shorter than it was: what is left was read before the broker lost the rest.
        return sameTopic == true
            ? new(end, "The broker lost messages that it had already given out.")
            : new(
                low,
                "The topic is shorter than what was read: it was made anew, and reading goes on at its first message."
            );
    }
}

/// <summary>Where reading goes on.</summary>
/// <param name="Offset">The offset to read next.</param>
/// <param name="Loss">Why it is not the one expected; null where it is.</param>
internal readonly record struct Resumption(long Offset, string? Loss);
