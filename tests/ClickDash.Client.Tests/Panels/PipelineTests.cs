using Bunit;
using ClickDash.Client.Live;
using ClickDash.Client.Pages;
using ClickDash.Core.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Client.Tests.Panels;

public sealed class PipelineTests : PanelTest
{
    private readonly ScriptedTotals _totals = new();

    public PipelineTests()
    {
        Services.AddSingleton<ITotalsFeed>(_totals);
        Services.AddSingleton(TimeProvider.System);
    }

    [Fact]
    public void It_shows_that_messages_and_offsets_add_up()
    {
        _totals.Next = Counted(messages: 97, skipped: 3);

        var page = Render<Pipeline>();

        page.Find(".sum p").TextContent.ShouldContain("✓ yes");
        page.Find(".sum p").TextContent.ShouldContain("97");
        var cells = page.FindAll("tbody tr")[0].Children.Select(cell => cell.TextContent.Trim());
        cells.ShouldBe(["clicks", "0", "0", "100", "110", "10", "97", "3"]);
    }

    [Fact]
    public void It_says_so_when_they_do_not() =>
        Shown(Counted(messages: 90, skipped: 3)).ShouldContain("✗ no");

    [Fact]
    public void What_was_not_counted_has_its_reason() =>
        Shown(Counted(97, 3) with { Dropped = new Dictionary<string, long> { ["too_late"] = 5 } })
            .ShouldContain("5 not counted: too late");

    [Fact]
    public void Without_an_answer_it_waits()
    {
        _totals.Next = null;

        Render<Pipeline>().Find(".empty").TextContent.ShouldContain("Asking the server");
    }

    private string Shown(Totals totals)
    {
        _totals.Next = totals;
        return Render<Pipeline>().Find(".sum").TextContent;
    }

    private static Totals Counted(long messages, long skipped) =>
        new(
            97,
            messages,
            0,
            0,
            0,
            new Dictionary<string, long>(),
            skipped,
            [new PartitionProgress("clicks", 0, 0, 100, 110, 10, skipped)]
        );

    private sealed class ScriptedTotals : ITotalsFeed
    {
        public Totals? Next { get; set; }

        public Task<Totals?> NowAsync(CancellationToken token) => Task.FromResult(Next);
    }
}
