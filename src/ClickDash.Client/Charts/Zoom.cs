using System.Globalization;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>
/// A stretch of the window that is looked at closer. It keeps its place while the window moves on; where its beginning would
/// leave the window it goes along, and one that ends where the window ends goes along from the first.
/// </summary>
/// <param name="From">Its beginning, in epoch milliseconds.</param>
/// <param name="To">Its end.</param>
/// <param name="IsAtEnd">Whether it ends where the window ends.</param>
public sealed record Zoom(long From, long To, bool IsAtEnd)
{
    // Fewer buckets are points, not a line.
    private const int FewestBuckets = 5;

    private long Length => To - From;

    /// <summary>A stretch of a picture, of at least five buckets and within it; null where that is the whole window.</summary>
    public static Zoom? Of(Snapshot picture, double from, double to)
    {
        var (start, end) = Window(picture);
        var length = Math.Max(to - from, FewestBuckets * picture.Step);
        if (length >= end - start)
        {
            return null;
        }

        var begin = (long)Math.Clamp((from + to - length) / 2, start, end - length);
        return new Zoom(
            begin,
            begin + (long)length,
            // Within half a bucket nobody means another place.
            end - begin - length
                < picture.Step / 2.0
        );
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is none.</summary>
    public static Zoom? Parse(string text)
    {
        var parts = text.Split('-');
        return
            parts is [var from, var to]
            && Number(from, out var begin)
            && (Number(to, out var end) || to.Length == 0)
            ? to.Length == 0
                ? new Zoom(-begin, 0, IsAtEnd: true)
                : new Zoom(begin, Math.Max(begin, end), IsAtEnd: false)
            : null;

        static bool Number(string part, out long number) =>
            long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The same in a picture of now; null where the window has become shorter than it.</summary>
    public Zoom? Within(Snapshot picture)
    {
        var end = Window(picture).End;
        return IsAtEnd ? Of(picture, end - Length, end)
            : Of(picture, From, To) is { } kept
                // What was within the window is not caught by its end.
                ? kept with
                {
                    IsAtEnd = false,
                }
            : null;
    }

    /// <summary>Closer, or with a factor above one wider, round a place from 0 at its left to 1 at its right.</summary>
    public static Zoom? By(Zoom? now, Snapshot picture, double factor, double place)
    {
        var (start, end) = Window(picture);
        var (from, to) = now is null ? (start, end) : (now.From, now.To);
        var middle = from + (to - from) * place;
        return Of(picture, middle - (middle - from) * factor, middle + (to - middle) * factor);
    }

    /// <summary>Moved by a part of its length, earlier below zero; stops where the window ends.</summary>
    public Zoom? Moved(Snapshot picture, double part) =>
        Of(picture, From + Length * part, To + Length * part);

    /// <summary><c>from-to</c>, or the length and a minus for one at the window's end.</summary>
    public override string ToString() =>
        IsAtEnd
            ? string.Create(CultureInfo.InvariantCulture, $"{Length}-")
            : string.Create(CultureInfo.InvariantCulture, $"{From}-{To}");

    private static (long Start, long End) Window(Snapshot picture) =>
        (picture.Start, picture.Start + picture.Total.Length * picture.Step);
}
