using ClickDash.Core.Clicks;
using ClickDash.Core.Live;

namespace ClickDash.Testing;

/// <summary>A second book of what a recorder counts, message by message and click by click, to compare with its own.</summary>
/// <param name="counters">The recorder's.</param>
internal sealed class Account(Counters counters)
{
    // One that is wrong at all is wrong often.
    private const int MostWrong = 20;

    private long _clicksInMessage;
    private long _weightInMessage;
    private bool _isAbsolute;
    private long _droppedBefore;
    private long _clicksBefore;
    private long _droppedClicks;
    private DropReason _reason;

    public List<string> Wrong { get; } = [];

    public long WithClicks { get; private set; }

    public long Ignored { get; private set; }

    public long Dropped { get; private set; }

    /// <summary>A message comes.</summary>
    public void Begin(int length)
    {
        (_clicksInMessage, _weightInMessage, _isAbsolute) = (0, 0, false);
        (_clicksBefore, _droppedBefore) = (counters.Clicks, AllDropped(counters));
        _reason = length > Limits.MessageBytes ? DropReason.TooLarge : DropReason.None;
    }

    /// <summary>What the format said of it.</summary>
    public DropReason Note(string format, DropReason reason)
    {
        _reason = reason;
        Check(
            reason == DropReason.None || _clicksInMessage == 0,
            () => $"{format} gave clicks of a message that it then called {reason}"
        );
        return reason;
    }

    /// <summary>The message is through.</summary>
    public void End(int length)
    {
        WithClicks += _reason == DropReason.None && _clicksInMessage > 0 ? 1 : 0;
        Ignored += _reason == DropReason.None && _clicksInMessage == 0 ? 1 : 0;
        Dropped += _reason == DropReason.None ? 0 : 1;
        Check(
            length <= Limits.MessageBytes || _reason == DropReason.TooLarge,
            () => $"a message of {length} bytes was read"
        );
        var counted = counters.Clicks - _clicksBefore;
        var dropped = AllDropped(counters) - _droppedBefore - (_reason == DropReason.None ? 0 : 1);
        _droppedClicks += dropped;
        Check(
            _isAbsolute || dropped > 0 || counted == _weightInMessage,
            () => $"clicks of weight {_weightInMessage} were counted {counted}, none dropped"
        );
        Check(
            dropped <= _clicksInMessage && (dropped < _clicksInMessage || counted == 0),
            () => $"{dropped} of {_clicksInMessage} clicks were dropped, {counted} counted"
        );
    }

    public void Add(string format, in Click click)
    {
        _clicksInMessage++;
        var (weight, page) = (click.Weight, click.Page.Length);
        _weightInMessage += weight;
        // An absolute count changes the sum by its difference to the one before.
        _isAbsolute |= click.Row != UInt128.Zero;
        Check(weight is >= 0 and <= Limits.Weight, () => $"{format} gave a weight of {weight}");
        Check(page > 0, () => $"{format} gave a click without a page");
    }

    /// <summary>Compares both books.</summary>
    public void Close(Counters closed)
    {
        Check(
            closed.Messages == WithClicks + Ignored + Dropped,
            () =>
                $"{closed.Messages} messages are not {WithClicks} with clicks + {Ignored} ignored + {Dropped} dropped"
        );
        Check(closed.Ignored == Ignored, () => $"{closed.Ignored} ignored, {Ignored} seen");
        Check(
            AllDropped(closed) == Dropped + _droppedClicks,
            () =>
                $"{AllDropped(closed)} drops of all reasons are not {Dropped} messages and {_droppedClicks} clicks"
        );
    }

    private static long AllDropped(Counters counters) =>
        counters.Dropped(DropReason.Malformed)
        + counters.Dropped(DropReason.TooLarge)
        + counters.Dropped(DropReason.TooLate);

    private void Check(bool holds, Func<string> sentence)
    {
        if (!holds && Wrong.Count < MostWrong)
        {
            Wrong.Add(sentence());
        }
    }
}
