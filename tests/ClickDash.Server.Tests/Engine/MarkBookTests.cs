using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;

namespace ClickDash.Server.Tests.Engine;

public sealed class MarkBookTests
{
    private readonly MarkBook _book = new();

    [Fact]
    public void Marks_stand_in_order_of_time_whenever_they_came()
    {
        _book.Add(2000, MarkKind.Note, "second");
        _book.Add(1000, MarkKind.Simulator, "first");

        _book
            .All.Select(mark => (mark.At, mark.Kind, mark.Text))
            .ShouldBe([(1000, MarkKind.Simulator, "first"), (2000, MarkKind.Note, "second")]);
    }

    [Fact]
    public void The_newest_are_kept()
    {
        for (var i = 0; i < MarkBook.Most + 3; i++)
        {
            _book.Add(i, MarkKind.Note, $"{i}");
        }

        _book.All.Count.ShouldBe(MarkBook.Most);
        _book.All[0].At.ShouldBe(3);
    }

    [Fact]
    public void A_long_text_is_cut() =>
        _book.Add(0, MarkKind.Note, new string('a', 500)).Text.Length.ShouldBe(Mark.LongestText);

    [Fact]
    public void One_that_came_and_went_is_handed_over_as_gone()
    {
        var stays = _book.Add(1000, MarkKind.Note, "stays");
        var goes = _book.Add(2000, MarkKind.Note, "goes");
        _book.Remove(goes.Id).ShouldBeTrue();
        _book.Remove(goes.Id).ShouldBeFalse();

        var journal = new PendingWrites();
        _book.TakeChanges(journal);

        _book.All.ShouldBe([stays]);
        journal.Marks[stays.Id].ShouldBe(stays);
        journal.Marks[goes.Id].ShouldBeNull();
        var next = new PendingWrites();
        _book.TakeChanges(next);
        next.Marks.ShouldBeEmpty();
    }

    [Fact]
    public void A_store_that_waits_keeps_the_last_word_on_each()
    {
        var mark = _book.Add(1000, MarkKind.Note, "goes");
        var (earlier, later) = (new PendingWrites(), new PendingWrites());
        _book.TakeChanges(earlier);
        _book.Remove(mark.Id);
        _book.TakeChanges(later);

        earlier.Add(later);

        earlier.Marks[mark.Id].ShouldBeNull();
    }
}
