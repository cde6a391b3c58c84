using ClickDash.Scenes.Together;
using CsCheck;

namespace ClickDash.Together.Tests;

public sealed class ImplicitAlsTests
{
    private static readonly Func<bool> Never = () => false;

    // Up to thirty sessions of up to six pages, seen up to four times.
    private static readonly Gen<Baskets> Feedback = Gen.Select(
            Gen.Select(Gen.Int[0, 11], Gen.Int[1, 4])
                .Array[1, 6]
                .Select(views => views.DistinctBy(view => view.Item1).ToArray())
                .Array[1, 30],
            Gen.Const(12)
        )
        .Select(
            (sessions, pages) =>
                new Baskets(
                    [.. Enumerable.Range(0, pages).Select(page => $"/{page}")],
                    [
                        .. sessions.Select((_, i) => sessions.Take(i).Sum(one => one.Length)),
                        sessions.Sum(one => one.Length),
                    ],
                    [.. sessions.SelectMany(one => one.Select(view => view.Item1))],
                    [.. sessions.SelectMany(one => one.Select(view => view.Item2))]
                )
        );

    private static readonly Gen<AlsOptions> Options = Gen.Select(
            Gen.Int[1, 6],
            Gen.Double[0, 80],
            Gen.Double[0.01, 20],
            Gen.Int
        )
        .Select(
            (factors, alpha, regularisation, seed) =>
                new AlsOptions
                {
                    Factors = factors,
                    Alpha = alpha,
                    Regularisation = regularisation,
                    Seed = seed,
                    SmallestGain = -1,
                }
        );

    [Fact]
    public void The_loss_falls_at_every_half_step() =>
        Gen.Select(Feedback, Options)
            .Sample(
                (sessions, options) =>
                {
                    var losses = ImplicitAls.Fit(sessions, options, Never).Losses;

                    losses.Length.ShouldBe(1 + (2 * options.MostSteps));
                    for (var i = 1; i < losses.Length; i++)
                    {
                        // Where nothing is left to gain, rounding is all that moves.
                        losses[i].ShouldBeLessThanOrEqualTo(losses[i - 1] * (1 + 1e-9));
                    }

                    losses[1].ShouldBeLessThan(losses[0]);
                },
                iter: 200
            );

    [Fact]
    public void The_loss_is_the_papers_sum_over_all_pairs_seen_or_not() =>
        Gen.Select(Feedback, Options)
            .Sample(
                (sessions, options) =>
                {
                    var fit = ImplicitAls.Fit(sessions, options, Never);

                    fit.Losses[^1]
                        .ShouldBe(Written(sessions, fit, options), tolerance: 1e-8 * fit.Losses[0]);
                },
                iter: 200
            );

    [Fact]
    public void Time_that_is_over_gives_what_was_learnt_by_then()
    {
        var looks = 0;

        var fit = ImplicitAls.Fit(
            GroupedClicks.Baskets(2_000),
            new AlsOptions(),
            () => ++looks > 12
        );

        fit.IsCut.ShouldBeTrue();
        looks.ShouldBe(13);
        fit.Losses.Zip(fit.Losses.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First);
    }

    [Fact]
    public void Neighbours_are_of_the_same_group_in_95_of_100_cases()
    {
        var baskets = GroupedClicks.Baskets(3_000);
        var options = new AlsOptions();
        var fit = ImplicitAls.Fit(baskets, options, Never);
        var model = new TogetherModel(baskets, options.Factors, fit.Pages, fit.Losses, fit.IsCut);

        var (right, all) = (0, 0);
        for (var page = 0; page < baskets.Pages.Length; page++)
        {
            var nearest = Enumerable
                .Range(0, baskets.Pages.Length)
                .Where(other => other != page)
                .OrderByDescending(other => model.Closeness(page, other))
                .Take(5);
            foreach (var other in nearest)
            {
                all++;
                right +=
                    GroupedClicks.Group(baskets.Pages[page])
                    == GroupedClicks.Group(baskets.Pages[other])
                        ? 1
                        : 0;
            }
        }

        all.ShouldBe(GroupedClicks.Groups * GroupedClicks.PagesOfGroup * 5);
        ((double)right / all).ShouldBeGreaterThanOrEqualTo(0.95);
    }

    /// <summary>The sum as the paper writes it.</summary>
    private static double Written(Baskets sessions, AlsFit fit, AlsOptions options)
    {
        var views = new double[sessions.Sessions, sessions.Pages.Length];
        for (var session = 0; session < sessions.Sessions; session++)
        {
            for (var at = sessions.Starts[session]; at < sessions.Starts[session + 1]; at++)
            {
                views[session, sessions.Columns[at]] = sessions.Views[at];
            }
        }

        var (x, y) = (
            fit.Sessions.Chunk(options.Factors).ToArray(),
            fit.Pages.Chunk(options.Factors).ToArray()
        );
        var loss =
            options.Regularisation * fit.Sessions.Concat(fit.Pages).Sum(number => number * number);
        for (var session = 0; session < x.Length; session++)
        {
            for (var page = 0; page < y.Length; page++)
            {
                var seen = views[session, page];
                var error = (seen > 0 ? 1 : 0) - x[session].Zip(y[page], (a, b) => a * b).Sum();
                loss += (1 + (options.Alpha * seen)) * error * error;
            }
        }

        return loss;
    }
}
