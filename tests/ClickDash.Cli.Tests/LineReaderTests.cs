using System.Text;
using ClickDash.Cli.Replay;
using CsCheck;

namespace ClickDash.Cli.Tests;

public sealed class LineReaderTests
{
    private const int Limit = 40;

    // Line ends, and bytes around them, come up often.
    private static readonly Gen<byte[]> Bytes = Gen.Frequency(
        (4, Gen.Byte),
        (3, Gen.Const((byte)'\n')),
        (1, Gen.Const((byte)'\r')),
        (20, Gen.Const((byte)'x'))
    ).Array[0, 400];

    [Fact]
    public void Any_bytes_give_their_lines_however_they_arrive() =>
        Gen.Select(Bytes, Gen.Int[1, 60])
            .Where((bytes, _) => bytes is not [0xEF, 0xBB, 0xBF, ..])
            .Sample(
                (bytes, part) =>
                {
                    var read = ReadAll(bytes, part);
                    read.Select(line => (line.Kind, line.Text, line.Length))
                        .ShouldBe(Expected(bytes));
                    read.Select(line => line.Number)
                        .ShouldBe(Enumerable.Range(1, read.Count).Select(n => (long)n));
                    if (read.Count > 0)
                    {
                        read[^1].Next.ShouldBe(bytes.Length);
                    }
                }
            );

    [Fact]
    public void Going_on_after_any_line_gives_the_rest() =>
        Gen.Select(Bytes, Gen.Int[1, 60], Gen.Int[0, 100])
            .Where((bytes, _, _) => bytes is not [0xEF, 0xBB, 0xBF, ..])
            .Sample(
                (bytes, part, after) =>
                {
                    var all = ReadAll(bytes, part);
                    after = Math.Min(after, all.Count);
                    var from = after == 0 ? 0 : all[after - 1].Next;
                    ReadAll(bytes, part, from, after).ShouldBe(all[after..]);
                }
            );

    [Fact]
    public void A_byte_order_mark_belongs_to_no_line() =>
        ReadAll([0xEF, 0xBB, 0xBF, (byte)'a', (byte)'\n'], part: 2)
            .ShouldBe([new Found(LineKind.Whole, "a", 1, 1, 5)]);

    /// <summary>The same by a split of the whole.</summary>
    private static List<(LineKind, string, long)> Expected(byte[] bytes)
    {
        var parts = Encoding.Latin1.GetString(bytes).Split('\n');
        var lines = new List<(LineKind, string, long)>();
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            var line = parts[i].EndsWith('\r') ? parts[i][..^1] : parts[i];
            if (isLast && parts[i].Length == 0)
            {
                break;
            }

            lines.Add(
                line.Length > Limit ? (LineKind.TooLong, "", line.Length)
                : line.Length == 0 ? (LineKind.Empty, "", 0)
                : (isLast ? LineKind.Unended : LineKind.Whole, line, line.Length)
            );
        }

        return lines;
    }

    private static List<Found> ReadAll(byte[] bytes, int part, long from = 0, long lines = 0)
    {
        var reader = new LineReader(new InParts(bytes, part), Limit);
        reader.PeekAsync(10, CancellationToken.None).GetAwaiter().GetResult();
        reader
            .SkipAsync(from, lines, CancellationToken.None)
            .GetAwaiter()
            .GetResult()
            .ShouldBeTrue();
        var found = new List<Found>();
        while (true)
        {
            var line = reader.NextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (line.Kind == LineKind.End)
            {
                return found;
            }

            found.Add(
                new Found(
                    line.Kind,
                    Encoding.Latin1.GetString(line.Bytes.Span),
                    line.Length,
                    line.Number,
                    line.Next
                )
            );
        }
    }

    private sealed record Found(LineKind Kind, string Text, long Length, long Number, long Next);

    /// <summary>Gives at most so many bytes at a time, as a pipe does.</summary>
    private sealed class InParts(byte[] bytes, int part) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => base.ReadAsync(buffer[..Math.Min(part, buffer.Length)], cancellationToken);
    }
}
