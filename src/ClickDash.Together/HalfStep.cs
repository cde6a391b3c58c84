using System.Numerics;
using System.Runtime.InteropServices;
using ClickDash.Scenes.Together;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace ClickDash.Together;

/// <summary>
/// Half a step of alternating least squares: the vectors of one side, each the exact minimum while those of the other side
/// stand. For a row u with other side Y: x_u = (YᵀY + Yᵀ(C_u − I)Y + λI)⁻¹ YᵀC_u p_u, where YᵀY is the same for all rows and C_u − I
/// is 0 but for the few entries of the row (Hu, Koren, Volinsky 2008, equation 4).
/// </summary>
/// <param name="options">Its parameters.</param>
internal sealed class HalfStep(AlsOptions options)
{
    // How many rows are solved between two looks at the clock: under a millisecond.
    private const int RowsBetweenLooks = 256;

    private readonly int _factors = options.Factors;
    private readonly double[] _system = new double[options.Factors * options.Factors];
    private readonly double[] _right = new double[options.Factors];

    /// <summary>The products of vectors with themselves, summed: YᵀY.</summary>
    public static double[] Gram(double[] vectors, int factors)
    {
        // One after the other they are the columns of a matrix as MathNet stores it.
        var columns = DenseMatrix.OfColumnMajor(factors, vectors.Length / factors, vectors);
        return ((DenseMatrix)columns.TransposeAndMultiply(columns)).Values;
    }

    /// <summary>Solves every row.</summary>
    /// <param name="rows">The feedback by rows.</param>
    /// <param name="solved">The vectors that are replaced, one a row.</param>
    /// <param name="given">The vectors of the other side.</param>
    /// <param name="isOver">Whether to stop; asked now and then.</param>
    /// <returns>Whether all rows were solved.</returns>
    public bool Solve(Baskets rows, double[] solved, double[] given, Func<bool> isOver)
    {
        var gram = Gram(given, _factors);
        for (var i = 0; i < _factors; i++)
        {
            gram[i * (_factors + 1)] += options.Regularisation;
        }

        for (var row = 0; row < rows.Sessions; row++)
        {
            if (row % RowsBetweenLooks == 0 && isOver())
            {
                return false;
            }

            SolveRow(rows, row, gram, given, solved.AsSpan(row * _factors, _factors));
        }

        return true;
    }

    private void SolveRow(Baskets rows, int row, double[] gram, double[] given, Span<double> solved)
    {
        gram.CopyTo(_system, 0);
        Array.Clear(_right);
        for (var at = rows.Starts[row]; at < rows.Starts[row + 1]; at++)
        {
            var other = given.AsSpan(rows.Columns[at] * _factors, _factors);
            var confidence = options.Alpha * rows.Views[at];
            AddScaled(other, 1 + confidence, _right);
            for (var i = 0; i < _factors; i++)
            {
                AddScaled(other, confidence * other[i], _system.AsSpan(i * _factors, _factors));
            }
        }

        var algebra = LinearAlgebraControl.Provider;
        algebra.CholeskyFactor(_system, _factors);
        algebra.CholeskySolveFactored(_system, _factors, _right, 1);
        _right.CopyTo(solved);
    }

    /// <summary>Adds a vector times a number to a sum, several at a time as the processor can: nine tenths of all work.</summary>
    private static void AddScaled(ReadOnlySpan<double> vector, double by, Span<double> sum)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(vector);
        var sums = MemoryMarshal.Cast<double, Vector<double>>(sum);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += wide[i] * by;
        }

        for (var i = sums.Length * Vector<double>.Count; i < sum.Length; i++)
        {
            sum[i] += vector[i] * by;
        }
    }
}
