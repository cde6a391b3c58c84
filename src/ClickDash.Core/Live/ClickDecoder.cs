using System.IO.Hashing;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;

namespace ClickDash.Core.Live;

/// <summary>
/// Decodes messages into a batch, with the hash of each value, so that what is left to the aggregator is to look them up. Belongs to
/// a reader's thread and shares nothing with another's.
/// </summary>
/// <param name="format">How messages are read; its instance is this decoder's alone.</param>
/// <param name="userSalt">Seeds the hashes of users and of keys; it stays with the store, which keeps those of rows.</param>
public sealed class ClickDecoder(IClickFormat format, long userSalt) : IClickSink
{
    private ClickBatch _batch = new();
    private int _firstClick;
    private int _firstValue;
    private bool _hasRows;

    /// <summary>Adds one message, decoded, to a batch.</summary>
    /// <param name="batch">Where it goes.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="offset">Its offset there.</param>
    /// <param name="time">Its Kafka timestamp.</param>
    /// <param name="leaderEpoch">The epoch of the leader that wrote it; -1 where it is not known.</param>
    /// <param name="key">Its key; empty where it has none.</param>
    /// <param name="value">Its value; empty where it is null.</param>
    /// <param name="isNull">Whether the value is null: a tombstone says nothing about a click.</param>
    /// <returns>Whether it holds a click, counted or not.</returns>
    public bool Decode(
        ClickBatch batch,
        int partition,
        long offset,
        MessageTime time,
        int leaderEpoch,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        bool isNull
    )
    {
        Begin(batch);
        var reason =
            isNull ? DropReason.None
            : value.Length > Limits.MessageBytes ? DropReason.TooLarge
            : format.Read(key, value, this);
        return End(
            new MessageRow(partition, offset, time, leaderEpoch, reason, _firstClick, 0)
            {
                // Of messages that are no row it would be a hash for nothing.
                KeyHash = isNull || _hasRows ? KeyHash(key) : 0,
                IsTombstone = isNull,
            }
        );
    }

    /// <summary>Begins a message, whose clicks are added next.</summary>
    /// <param name="batch">Where it goes.</param>
    public void Begin(ClickBatch batch) =>
        (_batch, _firstClick, _firstValue, _hasRows) = (
            batch,
            batch.NextClick,
            batch.NextValue,
            false
        );

    /// <summary>Ends a message; of one that is dropped no click is kept.</summary>
    /// <returns>Whether it holds a click.</returns>
    public bool End(
        int partition,
        long offset,
        MessageTime time,
        int leaderEpoch,
        DropReason reason
    ) => End(new MessageRow(partition, offset, time, leaderEpoch, reason, _firstClick, 0));

    private bool End(in MessageRow message)
    {
        if (message.Reason != DropReason.None)
        {
            _batch.TakeBack(_firstClick, _firstValue);
        }

        var clicks = _batch.NextClick - _firstClick;
        _batch.Add(message with { Clicks = clicks });
        return clicks > 0;
    }

    void IClickSink.Add(in Click click)
    {
        var firstValue = _batch.NextValue;
        _hasRows |= click.Row != 0;
        if (click.Page.Length <= Limits.PageBytes)
        {
            Add(Dimension.Page, click.Page);
            Add(Dimension.Country, Shortened(click.Country));
            Add(Dimension.Referrer, Shortened(click.Referrer));
            Add(Dimension.Device, Shortened(click.Device));
            AddOrigin(click);
        }

        _batch.Add(
            new ClickRow(
                click.Time,
                UserHash(click.User),
                click.Weight,
                click.Row,
                click.Status,
                firstValue,
                _batch.NextValue - firstValue
            )
        );
    }

    // Many streams have none of these.
    private void AddOrigin(in Click click)
    {
        if (!click.Host.IsEmpty)
        {
            Add(Dimension.Host, Shortened(click.Host));
        }

        if (!click.Campaign.IsEmpty)
        {
            Add(Dimension.Campaign, Shortened(click.Campaign));
        }

        if (!click.Browser.IsEmpty)
        {
            Add(Dimension.Browser, Shortened(click.Browser));
        }
    }

    private void Add(Dimension dimension, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            _batch.Add(dimension, ValueTable.Hash(text), text);
        }
    }

    /// <summary>A user's salted hash; 0 where there is none.</summary>
    private ulong UserHash(ReadOnlySpan<byte> user) =>
        user.IsEmpty ? 0 : Math.Max(1, XxHash3.HashToUInt64(user, userSalt));

    /// <summary>A key's salted hash; 0 where there is none.</summary>
    private long KeyHash(ReadOnlySpan<byte> key) =>
        key.IsEmpty ? 0 : unchecked((long)Math.Max(1, XxHash3.HashToUInt64(key, userSalt)));

    /// <summary>The text, or as much of it as is kept, without half a character at its end.</summary>
    private static ReadOnlySpan<byte> Shortened(ReadOnlySpan<byte> text)
    {
        if (text.Length <= Limits.ValueBytes)
        {
            return text;
        }

        var length = Limits.ValueBytes;
        while ((text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return text[..length];
    }
}
