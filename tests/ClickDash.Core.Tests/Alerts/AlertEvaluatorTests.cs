using ClickDash.Core.Alerts;
using CsCheck;

namespace ClickDash.Core.Tests.Alerts;

public sealed class AlertEvaluatorTests
{
    private static readonly AlertFacts Calm = new(0, 10, 0.0, 0, 0, []);

    [Theory]
    [InlineData(AlertKind.RateAbove, 10)]
    [InlineData(AlertKind.RateBelow, 10)]
    [InlineData(AlertKind.ErrorShareAbove, 0.05)]
    [InlineData(AlertKind.LagAbove, 1000)]
    [InlineData(AlertKind.NoClicks, 30)]
    [InlineData(AlertKind.PageSpike, 4)]
    public void Each_kind_fires_beyond_its_threshold_and_not_at_it(AlertKind kind, double threshold)
    {
        var step = AlertRule.IsLow(kind) ? -0.5 : 0.5;
        if (kind == AlertKind.LagAbove)
        {
            step = 1;
        }

        At(kind, threshold, threshold).ShouldBe(AlertState.Ok);
        At(kind, threshold, threshold + step).ShouldBe(AlertState.Firing);
    }

    [Fact]
    public void It_is_pending_until_it_was_wrong_for_its_time_without_a_break()
    {
        var evaluator = Evaluator(AlertKind.RateBelow, 5, clear: 6, seconds: 3);

        States(evaluator, [9, 4, 4, 5, 4, 4, 4, 4])
            .ShouldBe([
                AlertState.Ok,
                AlertState.Pending,
                AlertState.Pending,
                AlertState.Ok,
                AlertState.Pending,
                AlertState.Pending,
                AlertState.Pending,
                AlertState.Firing,
            ]);
    }

    [Fact]
    public void It_ends_at_its_clear_value_and_not_between()
    {
        var evaluator = Evaluator(AlertKind.RateAbove, 100, clear: 80, seconds: 0);

        States(evaluator, [101, 99, 81, 101, 80, 99])
            .ShouldBe([
                AlertState.Firing,
                AlertState.Firing,
                AlertState.Firing,
                AlertState.Firing,
                AlertState.Ok,
                AlertState.Ok,
            ]);
    }

    [Fact]
    public void What_nobody_knows_ends_waiting_but_not_an_alert()
    {
        var evaluator = Evaluator(AlertKind.ErrorShareAbove, 0.1, clear: 0.05, seconds: 1);
        AlertState Look(long second, double? share)
        {
            evaluator.Look(Calm with { Now = second * 1000, ErrorShare = share });
            return evaluator.Statuses[0].State;
        }

        Look(0, 0.5).ShouldBe(AlertState.Pending);
        Look(1, null).ShouldBe(AlertState.Ok);
        Look(2, 0.5).ShouldBe(AlertState.Pending);
        Look(3, 0.5).ShouldBe(AlertState.Firing);
        Look(4, null).ShouldBe(AlertState.Firing);
        Look(5, 0).ShouldBe(AlertState.Ok);
    }

    [Fact]
    public void A_stream_that_never_began_is_silent_since_the_first_look()
    {
        var evaluator = Evaluator(AlertKind.NoClicks, 30, clear: 5, seconds: 0);
        AlertState Look(long second)
        {
            evaluator.Look(Calm with { Now = 1_000_000 + second * 1000, LastClickAt = null });
            return evaluator.Statuses[0].State;
        }

        Look(0).ShouldBe(AlertState.Ok);
        Look(30).ShouldBe(AlertState.Ok);
        Look(31).ShouldBe(AlertState.Firing);
    }

    [Fact]
    public void A_spike_names_the_page_that_rises_most_and_falls_are_none()
    {
        var evaluator = Evaluator(AlertKind.PageSpike, 4, clear: 2, seconds: 0);

        var change = evaluator
            .Look(Calm with { Movers = [new("/a", 5), new("/b", 9), new("/c", -30)] })
            .ShouldHaveSingleItem();

        (change.Page, change.Value, change.To).ShouldBe(("/b", 9, AlertState.Firing));
        evaluator.Look(Calm with { Movers = [new("/c", -30)] })[0].To.ShouldBe(AlertState.Ok);
    }

    [Fact]
    public void Changes_are_kept_the_newest_hundred()
    {
        var evaluator = Evaluator(AlertKind.RateAbove, 1, clear: 1, seconds: 0);
        for (var second = 0; second < 250; second++)
        {
            evaluator.Look(Calm with { Now = second * 1000, RatePerSecond = second % 2 * 2 });
        }

        var history = evaluator.Statuses[0].History;
        history.Count.ShouldBe(100);
        history[^1].At.ShouldBe(249_000);
        history.Zip(history.Skip(1), (a, b) => a.To == b.From).ShouldAllBe(follows => follows);
    }

    /// <summary>Told again, from the whole past: it fires where a long enough run of wrong values was not followed by a clear one.</summary>
    [Fact]
    public void Whatever_the_values_the_states_follow_from_the_whole_past() =>
        Gen.Select(Gen.Double[0, 20].Array[1, 60], Gen.Int[0, 5], Gen.Double[0, 5], Gen.Bool)
            .Sample(
                (values, seconds, room, isLow) =>
                {
                    var kind = isLow ? AlertKind.RateBelow : AlertKind.RateAbove;
                    var clear = isLow ? 10 + room : 10 - room;
                    var rule = new AlertRule("a", kind, 10, clear, TimeSpan.FromSeconds(seconds));
                    var states = States(new AlertEvaluator([rule]), values);
                    return states
                        .Select((state, at) => state == Told(rule, values, at))
                        .All(x => x);
                }
            );

    private static AlertState Told(AlertRule rule, double[] values, int at)
    {
        var least = (int)rule.For.TotalSeconds + 1;
        for (var end = at; end >= 0; end--)
        {
            var run = values.Take(end + 1).Reverse().TakeWhile(rule.IsBroken).Count();
            if (run >= least)
            {
                return AlertState.Firing;
            }

            if (rule.IsCleared(values[end]))
            {
                break;
            }
        }

        return rule.IsBroken(values[at]) ? AlertState.Pending : AlertState.Ok;
    }

    [Theory]
    [InlineData(AlertKind.RateBelow, AlertState.Ok)]
    [InlineData(AlertKind.NoClicks, AlertState.Ok)]
    [InlineData(AlertKind.ErrorShareAbove, AlertState.Ok)]
    [InlineData(AlertKind.LagAbove, AlertState.Firing)]
    public void While_what_had_come_is_still_read_rate_silence_and_shares_wait_and_lag_does_not(
        AlertKind kind,
        AlertState expected
    )
    {
        var evaluator = Evaluator(kind, threshold: 0.5, clear: 0.5, seconds: 0);
        var bad = new AlertFacts(1_000_000, 0, 1, 1_000_000, 0, []);

        evaluator.Look(bad with { IsCatchingUp = true });
        evaluator.Statuses[0].State.ShouldBe(expected);

        evaluator.Look(bad);
        evaluator.Statuses[0].State.ShouldBe(AlertState.Firing);
    }

    [Fact]
    public void Waiting_is_measured_by_the_clock_that_never_jumps()
    {
        var rate = Evaluator(AlertKind.RateBelow, threshold: 5, clear: 5, seconds: 60);
        var silence = Evaluator(AlertKind.NoClicks, threshold: 30, clear: 30, seconds: 0);
        AlertState[] Look(long now, long clock)
        {
            var facts = Calm with { Now = now, Clock = clock, RatePerSecond = 0 };
            rate.Look(facts);
            silence.Look(facts);
            return [rate.Statuses[0].State, silence.Statuses[0].State];
        }

        Look(now: 1_000_000, clock: 0).ShouldBe([AlertState.Pending, AlertState.Ok]);
        Look(now: 1_600_000, clock: 1_000).ShouldBe([AlertState.Pending, AlertState.Ok]);
        Look(now: 1_000_000, clock: 60_000).ShouldBe([AlertState.Firing, AlertState.Firing]);
        rate.Statuses[0].Since.ShouldBe(1_000_000);
    }

    private static AlertState At(AlertKind kind, double threshold, double value)
    {
        var evaluator = Evaluator(kind, threshold, threshold, seconds: 0);
        evaluator.Look(
            new AlertFacts(
                1_000_000,
                value,
                value,
                (long)value,
                1_000_000 - (long)(value * 1000),
                [new AlertMover("/a", value)]
            )
        );
        return evaluator.Statuses[0].State;
    }

    private static AlertEvaluator Evaluator(
        AlertKind kind,
        double threshold,
        double clear,
        int seconds
    ) => new([new AlertRule("a", kind, threshold, clear, TimeSpan.FromSeconds(seconds))]);

    private static AlertState[] States(AlertEvaluator evaluator, double[] rates) =>
        [
            .. rates.Select(
                (rate, second) =>
                {
                    evaluator.Look(Calm with { Now = second * 1000, RatePerSecond = rate });
                    return evaluator.Statuses[0].State;
                }
            ),
        ];
}
