using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;

namespace ClickDash.Core.Tests.Live;

/// <summary>What a reader hands over: rows of messages, their clicks, and these clicks' values.</summary>
public sealed class ClickDecoderTests
{
    private readonly ClickBatch _batch = new();

    [Fact]
    public void A_message_has_its_clicks_and_a_click_the_values_that_it_has()
    {
        Decode(new ClicksFormat(), """{"page":"/a","country":"NZ"}""", """{"page":"/b"}""");

        _batch.Count.ShouldBe(2);
        Values(0).ShouldBe([(Dimension.Page, "/a"), (Dimension.Country, "NZ")]);
        Values(1).ShouldBe([(Dimension.Page, "/b")]);
        _batch[1].Offset.ShouldBe(1);
    }

    [Fact]
    public void What_is_no_click_is_ignored_and_what_is_none_of_the_formats_is_dropped()
    {
        Decode(new ClicksFormat(), "not json");
        Tombstone();

        (_batch[0].Reason, _batch[0].Clicks).ShouldBe((DropReason.Malformed, 0));
        (_batch[1].Reason, _batch[1].Clicks).ShouldBe((DropReason.None, 0));
    }

    [Fact]
    public void A_page_that_is_too_long_is_a_click_without_values()
    {
        Decode(new ClicksFormat(), $$"""{"page":"/{{new string('x', 3000)}}"}""");
        Values(0).ShouldBeEmpty();
        _batch[0].Clicks.ShouldBe(1);
    }

    [Fact]
    public void A_batch_that_is_used_again_holds_what_came_last_alone()
    {
        Decode(new ClicksFormat(), """{"page":"/a"}""", """{"page":"/b"}""");
        _batch.Clear();
        Decode(new ClicksFormat(), """{"page":"/c"}""");

        _batch.Count.ShouldBe(1);
        Values(0).ShouldBe([(Dimension.Page, "/c")]);
    }

    [Fact]
    public void Any_number_of_messages_fits()
    {
        Decode(
            new ClicksFormat(),
            [.. Enumerable.Range(0, 20_000).Select(i => $$"""{"page":"/{{i}}"}""")]
        );

        _batch.Count.ShouldBe(20_000);
        Values(19_999).ShouldBe([(Dimension.Page, "/19999")]);
    }

    private void Decode(IClickFormat format, params string[] messages)
    {
        var decoder = new ClickDecoder(format, userSalt: 1);
        for (var i = 0; i < messages.Length; i++)
        {
            decoder.Decode(
                _batch,
                0,
                i,
                new MessageTime(Stream.Noon, IsLogAppendTime: false),
                leaderEpoch: 0,
                key: default,
                Encoding.UTF8.GetBytes(messages[i]),
                isNull: false
            );
        }
    }

    private void Tombstone() =>
        new ClickDecoder(new ClicksFormat(), userSalt: 1).Decode(
            _batch,
            0,
            9,
            default,
            leaderEpoch: 0,
            "key"u8,
            value: default,
            isNull: true
        );

    private List<(Dimension, string)> Values(int message)
    {
        var values = new List<(Dimension, string)>();
        foreach (ref readonly var click in _batch.Clicks(_batch[message]))
        {
            foreach (var index in _batch.ValuesOf(click))
            {
                ref readonly var value = ref _batch.Values[index];
                values.Add((value.Dimension, Encoding.UTF8.GetString(_batch.Values.Text(value))));
            }
        }

        return values;
    }
}
