using ClickDash.Scenes.Together;
using MathNet.Numerics.Random;

namespace ClickDash.Together;

/// <summary>
/// Matrix factorisation of implicit feedback by alternating least squares (Y. Hu, Y. Koren, C. Volinsky, "Collaborative
/// Filtering for Implicit Feedback Datasets", ICDM 2008). That a session saw a page is a preference p = 1, that it did not p = 0;
/// how sure that is says the confidence c = 1 + alpha r, with r the views. Minimised is, over all sessions u and pages i,
/// Σ c (p − x_u·y_i)² + λ (Σ |x_u|² + Σ |y_i|²). Each half-step is the exact minimum for one side, so that the loss never rises.
/// </summary>
public static class ImplicitAls
{
    /// <summary>Learns the vectors of pages and sessions.</summary>
    /// <param name="sessions">What was seen.</param>
    /// <param name="options">The parameters.</param>
    /// <param name="isOver">Whether the time is over; asked every few hundred rows. What is learnt by then is given.</param>
    public static AlsFit Fit(Baskets sessions, AlsOptions options, Func<bool> isOver)
    {
        var pages = sessions.Turned();
        var random = new MersenneTwister(options.Seed);
        var x = new double[sessions.Sessions * options.Factors];
        var y = new double[sessions.Pages.Length * options.Factors];
        for (var i = 0; i < y.Length; i++)
        {
            // Small and without a direction of their own.
            y[i] = (random.NextDouble() - 0.5) * 0.1;
        }

        var half = new HalfStep(options);
        List<double> losses = [Loss(sessions, x, y, options)];
        var isDone = true;
        for (var step = 0; step < options.MostSteps && isDone; step++)
        {
            var before = losses[^1];
            isDone = half.Solve(sessions, x, y, isOver);
            losses.Add(Loss(sessions, x, y, options));
            if (isDone)
            {
                isDone = half.Solve(pages, y, x, isOver);
                losses.Add(Loss(sessions, x, y, options));
            }

            if (step > 0 && before - losses[^1] < options.SmallestGain * before)
            {
                break;
            }
        }

        return new AlsFit(x, y, [.. losses], !isDone);
    }

    /// <summary>What is minimised, without a pass over all pairs: those that were not seen are summed by YᵀY and XᵀX.</summary>
    /// <param name="sessions">What was seen.</param>
    /// <param name="x">The sessions' vectors.</param>
    /// <param name="y">The pages' vectors.</param>
    /// <param name="options">The parameters.</param>
    public static double Loss(Baskets sessions, double[] x, double[] y, AlsOptions options)
    {
        var factors = options.Factors;
        var (xx, yy) = (HalfStep.Gram(x, factors), HalfStep.Gram(y, factors));
        // As if nothing had been seen: Σ (x·y)² over all pairs is the sum of the products of XᵀX and YᵀY.
        var loss = xx.Zip(yy, (a, b) => a * b).Sum();
        for (var i = 0; i < factors; i++)
        {
            var diagonal = i * (factors + 1);
            loss += options.Regularisation * (xx[diagonal] + yy[diagonal]);
        }

        for (var session = 0; session < sessions.Sessions; session++)
        {
            var vector = x.AsSpan(session * factors, factors);
            for (var at = sessions.Starts[session]; at < sessions.Starts[session + 1]; at++)
            {
                var page = y.AsSpan(sessions.Columns[at] * factors, factors);
                var score = 0.0;
                for (var i = 0; i < factors; i++)
                {
                    score += vector[i] * page[i];
                }

                var confidence = 1 + (options.Alpha * sessions.Views[at]);
                loss += (confidence * (1 - score) * (1 - score)) - (score * score);
            }
        }

        return loss;
    }
}

/// <summary>What was learnt.</summary>
/// <param name="Sessions">The sessions' vectors, one after the other.</param>
/// <param name="Pages">The pages' vectors.</param>
/// <param name="Losses">The loss at the beginning and after each half-step.</param>
/// <param name="IsCut">Whether the time was over before it was done.</param>
public sealed record AlsFit(double[] Sessions, double[] Pages, double[] Losses, bool IsCut);
