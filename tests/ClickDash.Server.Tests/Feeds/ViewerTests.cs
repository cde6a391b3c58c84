using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Feeds;

namespace ClickDash.Server.Tests.Feeds;

public sealed class ViewerTests
{
    // 2026-11-22T12:00:00Z, in epoch milliseconds.
    private const long Noon = 1_795_348_800_000;

    private static readonly OpenView AnyView = new(View.Default, Filtered: null);

    [Fact]
    public async Task A_viewer_who_reads_gets_the_picture_and_every_frame()
    {
        var viewer = new Viewer();
        var view = new WatchedView(AnyView, Picture(1));
        view.Add(viewer);
        view.Publish(Picture(2));
        view.Publish(Picture(3));

        var messages = await ReadAsync(viewer, 3);

        messages[0].Snapshot!.Sequence.ShouldBe(1);
        messages[1].Frame!.Sequence.ShouldBe(2);
        messages[2].Frame!.Sequence.ShouldBe(3);
    }

    [Fact]
    public async Task A_viewer_who_falls_behind_loses_the_middle_and_gets_the_whole_picture()
    {
        var viewer = new Viewer();
        var view = new WatchedView(AnyView, Picture(1));
        view.Add(viewer);
        for (var sequence = 2; sequence <= 50; sequence++)
        {
            view.Publish(Picture(sequence));
        }

        var late = await ReadAsync(viewer, 8);
        view.Publish(Picture(51));
        view.Publish(Picture(52));
        var caughtUp = await ReadAsync(viewer, 2);

        late[^1].Frame!.Sequence.ShouldBe(8, "what was queued is kept in order");
        caughtUp[0].Snapshot!.Sequence.ShouldBe(51);
        caughtUp[1].Frame!.Sequence.ShouldBe(52);
    }

    [Fact]
    public async Task All_who_watch_a_view_share_one_message()
    {
        var (one, other) = (new Viewer(), new Viewer());
        var view = new WatchedView(AnyView, Picture(1));
        view.Add(one);
        view.Add(other);
        view.Publish(Picture(2));

        (await ReadAsync(one, 2)).ShouldBe(await ReadAsync(other, 2));
    }

    private static async Task<List<LiveMessage>> ReadAsync(Viewer viewer, int count)
    {
        List<LiveMessage> messages = [];
        await foreach (var message in viewer.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            messages.Add(message);
            if (messages.Count == count)
            {
                break;
            }
        }

        return messages;
    }

    private static Picture Picture(long sequence) =>
        new LiveWindow(new LiveOptions(), Noon).Read(
            AnyView.View,
            new Stamp(
                "run",
                sequence,
                Noon + sequence,
                new IngestStatus(IngestState.Reading, "", Demo: false, "broker:9092", "clicks")
            )
        );
}
