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
        cells.ShouldBe(["clicks", "0", "0", "100", "110", "10", "97", "3"]);
    }

    [Fact]
    public void It_says_so_when_they_do_not() =>
        Shown(A.Totals(messages: 90, skipped: 3)).ShouldContain("✗ no");

    [Fact]
    public void What_was_not_counted_has_its_reason() =>
        Shown(A.Totals(97, 3) with { Dropped = new Dictionary<string, long> { ["too_late"] = 5 } })
            .ShouldContain("5 not counted: too late");

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
