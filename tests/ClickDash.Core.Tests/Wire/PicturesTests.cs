using System.Text.Json;
using ClickDash.Core.Clicks;
using ClickDash.Core.Tests.Live;
using ClickDash.Core.Wire;
using CsCheck;
using Stream = ClickDash.Core.Tests.Live.Stream;

namespace ClickDash.Core.Tests.Wire;

public sealed class PicturesTests
{
    [Fact]
    public void A_snapshot_and_its_frames_give_the_picture_of_now()
    {
        Gen.Select(
                Gen.Select(Gen.Int[0, 12], Gen.Long[0, 4_000], Gen.Long[0, 30_000])
                    .Array[0, 8]
                    .Array[1, 30],
                Gen.OneOf(Gen.Const(60), Gen.Const(3600)),
                Gen.Int[1, 15],
                Gen.Long[1, 20_000]
            )
            .Sample(
                (ticks, window, top, between) =>
                {
                    var stream = new Stream();
                    var now = 0L;
                    var sent = stream.At(now, window, Dimension.Page, top);
                    var seen = Received(new LiveMessage(sent)).Snapshot.ShouldNotBeNull();
                    foreach (var clicks in ticks)
                    {
                        now += between;
                        foreach (var (page, before, delay) in clicks)
                        {
                            stream.Click(
                                $"/{page}",
                                now - before - delay,
                                now - before,
                                user: $"u{page}"
                            );
                        }

                        var next = stream.At(now, window, Dimension.Page, top);
                        seen = sent.FrameTo(next) is { } frame
                            ? seen.Apply(Received(new LiveMessage(frame)).Frame.ShouldNotBeNull())
                            : Received(new LiveMessage(next)).Snapshot;
                        sent = next;
                        Json(seen.ShouldNotBeNull()).ShouldBe(Json(sent));
                    }
                },
                iter: 200
            );
    }

    [Fact]
    public void A_frame_holds_only_what_changed()
    {
        var stream = new Stream();
        stream.Click("/a", at: 1_000);
        var before = stream.At(2_000);
        stream.Click("/a", at: 2_100);

        var frame = before.FrameTo(stream.At(2_250)).ShouldNotBeNull();

        frame.Changed.ShouldHaveSingleItem().At.ShouldBe(Stream.Noon + 2_000);
        frame.Gaps.ShouldBeNull();
        frame.Ingest.ShouldBeNull();
    }

    [Fact]
    public void A_frame_that_does_not_follow_is_refused()
    {
        var stream = new Stream();
        var first = stream.At(0);
        var second = stream.At(250);
        var third = stream.At(500);

        first.Apply(second.FrameTo(third).ShouldNotBeNull()).ShouldBeNull();
        (first with { Run = "another" })
            .Apply(first.FrameTo(second).ShouldNotBeNull())
            .ShouldBeNull();
    }

    [Fact]
    public void Another_order_of_series_takes_a_whole_picture()
    {
        var stream = new Stream();
        stream.Click("/b", at: 0);
        var before = stream.At(500);
        stream.Click("/a", at: 600);

        before.FrameTo(stream.At(750)).ShouldBeNull();
    }

    private static LiveMessage Received(LiveMessage message) =>
        JsonSerializer
            .Deserialize(
                JsonSerializer.Serialize(message, WireJson.Default.LiveMessage),
                WireJson.Default.LiveMessage
            )
            .ShouldNotBeNull();

    private static string Json(Snapshot picture) =>
        JsonSerializer.Serialize(picture, WireJson.Default.Snapshot);
}
