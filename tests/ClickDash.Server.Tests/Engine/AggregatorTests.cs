using ClickDash.Server.Engine;

namespace ClickDash.Server.Tests.Engine;

public sealed class AggregatorTests : IDisposable
{
    private readonly Aggregator _aggregator = new();

    [Fact]
    public void Who_asks_sees_all_that_was_handed_over_before()
    {
        var done = 0;
        for (var i = 0; i < 1000; i++)
        {
            _aggregator.Post(() => done++);
        }

        _aggregator.Ask(() => done).ShouldBe(1000);
    }

    [Fact]
    public void All_is_done_on_one_thread_also_what_asks_from_there()
    {
        var first = _aggregator.Ask(() => Environment.CurrentManagedThreadId);
        var nested = _aggregator.Ask(() =>
            _aggregator.Ask(() => Environment.CurrentManagedThreadId)
        );
        nested.ShouldBe(first);
        first.ShouldNotBe(Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void What_a_question_throws_comes_to_who_asked_and_the_thread_goes_on()
    {
        Should.Throw<InvalidDataException>(() =>
            _aggregator.Do(() => throw new InvalidDataException())
        );
        _aggregator.Ask(() => 1).ShouldBe(1);
    }

    [Fact]
    public void What_handed_over_work_throws_is_told()
    {
        Exception? told = null;
        _aggregator.Failed = exception => told = exception;
        _aggregator.Post(() => throw new InvalidDataException());
        _aggregator.Do(() => { });
        told.ShouldBeOfType<InvalidDataException>();
        _aggregator.HasFailed.ShouldBeTrue();
    }

    [Fact]
    public void After_its_end_what_was_handed_over_is_done_and_questions_are_answered()
    {
        var done = false;
        _aggregator.Post(() => done = true);
        _aggregator.Dispose();
        done.ShouldBeTrue();
        _aggregator.Ask(() => 2).ShouldBe(2);
    }

    public void Dispose() => _aggregator.Dispose();
}
