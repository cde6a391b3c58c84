namespace ClickDash.Kafka.Tests;

/// <summary>When a leader is said not to answer.</summary>
public sealed class LeaderSilenceTests
{
    private readonly Clock _clock = new();
    private readonly LeaderSilence _silence;

    public LeaderSilenceTests() => _silence = new LeaderSilence(_clock);

    [Fact]
    public void One_that_answers_each_question_is_not_silent()
    {
        for (var at = 1; at <= 30; at++)
        {
            _silence.IsLong(0, at).ShouldBeFalse();
            _clock.Pass(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void One_whose_last_answer_is_ten_seconds_old_is_silent_until_the_next()
    {
        _silence.IsLong(0, 1).ShouldBeFalse();
        _clock.Pass(LeaderSilence.Long - TimeSpan.FromSeconds(1));
        _silence.IsLong(0, 1).ShouldBeFalse();
        _clock.Pass(TimeSpan.FromSeconds(1));
        _silence.IsLong(0, 1).ShouldBeTrue();
        _silence.IsLong(1, 1).ShouldBeFalse("another partition's leader");
        _silence.IsLong(0, 2).ShouldBeFalse();
    }

    [Fact]
    public void One_that_has_never_answered_is_silent_too()
    {
        _silence.IsLong(0, 0).ShouldBeFalse();
        _clock.Pass(LeaderSilence.Long);
        _silence.IsLong(0, 0).ShouldBeTrue();
    }

    [Fact]
    public void Time_in_which_nobody_asked_does_not_count()
    {
        _silence.IsLong(0, 1).ShouldBeFalse();
        _silence.Forget(0);
        _clock.Pass(LeaderSilence.Long);
        _silence.IsLong(0, 1).ShouldBeFalse();
    }

    [Fact]
    public void Time_in_which_there_was_no_topic_does_not_count()
    {
        _silence.IsLong(0, 1).ShouldBeFalse();
        _clock.Pass(LeaderSilence.Long);
        _silence.Clear();
        _silence.IsLong(0, 1).ShouldBeFalse();
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
