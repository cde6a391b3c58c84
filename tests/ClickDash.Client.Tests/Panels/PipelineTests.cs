using Bunit;
using ClickDash.Client.Pages;
using ClickDash.Core.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Client.Tests.Panels;

public sealed class PipelineTests : PanelTest
{
    public PipelineTests() => Services.AddSingleton(TimeProvider.System);

    [Fact]
    public void It_shows_that_messages_and_offsets_add_up()
    {
        Counted.Next = A.Totals(messages: 97, skipped: 3);

        var page = Render<Pipeline>();

        page.Find(".sum p").TextContent.ShouldContain("✓ yes");
        page.Find(".sum p").TextContent.ShouldContain("97");
        var cells = page.FindAll("tbody tr")[0].Children.Select(cell => cell.TextContent.Trim());
        cells.ShouldBe(["clicks", "0", "reading", "0", "100", "110", "10", "97", "3", "0"]);
    }

    [Fact]
    public void Segments_losses_and_states_are_shown_and_the_sum_is_over_all_of_them()
    {
        var totals = A.Totals(messages: 87, skipped: 3);
        var now = totals.Partitions[0] with
        {
            State = PartitionState.WaitingForLeader,
            Message = "Partition 0 of 'clicks' waits for a leader.",
            Earlier = [new ReadSegment("old", 0, 20, 0, 12, 5, SegmentEnd.Truncated, 0)],
            Start = 20,
        };
        Counted.Next = totals with { Partitions = [now] };

        var page = Render<Pipeline>();

        page.Find(".sum p").TextContent.ShouldContain("12 lost");
        page.Find(".sum").TextContent.ShouldContain("5 were read and then lost by the cluster");
        var rows = page.FindAll("tbody tr");
        rows[0].TextContent.ShouldContain("5 truncated");
        rows[1].TextContent.ShouldContain("no leader");
        page.Find(".pipeline ul").TextContent.ShouldContain("waits for a leader");
    }

    [Fact]
    public void Each_cell_says_its_column_for_screens_that_have_no_room_for_headings()
    {
        var totals = A.Totals(messages: 97, skipped: 3);
        Counted.Next = totals with
        {
            Partitions =
            [
                totals.Partitions[0] with
                {
                    Earlier = [new ReadSegment("old", 0, 20, 0, 12, 5, SegmentEnd.Truncated, 0)],
                },
            ],
        };

        var page = Render<Pipeline>();

        var headings = page.FindAll("thead th").Select(heading => heading.TextContent).ToArray();
        foreach (var row in page.FindAll("tbody tr"))
        {
            row.Children.Select(cell => cell.GetAttribute("data-label")).ShouldBe(headings);
        }
    }

    [Fact]
    public void It_says_so_when_they_do_not() =>
        Shown(A.Totals(messages: 90, skipped: 3)).ShouldContain("✗ no");

    [Fact]
    public void What_was_not_counted_has_its_reason() =>
        Shown(A.Totals(97, 3) with { Dropped = new Dictionary<string, long> { ["too_late"] = 5 } })
            .ShouldContain("5 not counted: too late");

    [Fact]
    public void Rows_of_counts_are_told_with_their_bound_and_those_that_were_evicted_early()
    {
        var shown = Shown(A.Totals(97, 3) with { Rows = [new("counts", 800, 900, 20)] });
        shown.ShouldContain("counts: 800 rows of counts may still change, of 900 that are kept.");
        shown.ShouldContain("20 were evicted before their lateness was over");
    }

    [Theory]
    [InlineData(IngestState.Connecting, "No broker", "Connecting to b:9092.")]
    [InlineData(IngestState.WaitingForTopic, "No topic", "The topic 'clicks' was deleted.")]
    public void It_is_not_live_while_nothing_is_read_and_says_why(
        IngestState state,
        string light,
        string why
    )
    {
        Counted.Next = A.Totals(0, 0) with
        {
            Partitions = [],
            Ingest = A.Reading with { State = state, Message = why, StoreTrouble = "Disk full." },
        };

        var page = Render<Pipeline>();

        page.Find(".light").TextContent.ShouldBe(light);
        var notices = page.FindAll(".notice").Select(notice => notice.TextContent).ToArray();
        notices[0].ShouldContain(why);
        notices[1].ShouldContain("Disk full.");
        page.Markup.ShouldNotContain("✓ yes");
    }

    [Fact]
    public void An_estimate_of_people_is_told()
    {
        Shown(A.Totals(97, 3)).ShouldNotContain("estimate");
        Shown(A.Totals(97, 3) with { UsersApproximate = true })
            .ShouldContain("Numbers of people are estimates");
    }

    [Fact]
    public void Without_an_answer_it_waits()
    {
        Counted.Next = null;

        Render<Pipeline>().Find(".empty").TextContent.ShouldContain("Asking the server");
    }

    private string Shown(Totals totals)
    {
        Counted.Next = totals;
        return Render<Pipeline>().Find(".sum").TextContent;
    }
}
