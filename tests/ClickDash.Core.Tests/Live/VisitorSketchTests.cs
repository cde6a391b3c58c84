using System.Buffers;
using System.IO.Hashing;
using ClickDash.Core.Live;

namespace ClickDash.Core.Tests.Live;

/// <summary>Sketches count different users within their stated error, and merge as sets do.</summary>
public sealed class VisitorSketchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void A_count_is_within_four_standard_errors(int users)
    {
        var sketch = Seen(0, users);

        Math.Abs(sketch.Count() - users)
            .ShouldBeLessThanOrEqualTo((long)Math.Ceiling(4 * VisitorSketch.StandardError * users));
    }

    [Fact]
    public void The_error_over_many_sketches_is_the_one_that_is_stated()
    {
        const int Users = 20_000;
        const int Sketches = 100;
        var squares = Enumerable
            .Range(0, Sketches)
            .Select(at => (double)Seen(at * Users, (at + 1) * Users).Count() / Users - 1)
            .Sum(error => error * error);

        Math.Sqrt(squares / Sketches).ShouldBe(VisitorSketch.StandardError, 0.003);
    }

    [Theory]
    [InlineData(300, 200)]
    [InlineData(5_000, 200)]
    [InlineData(200, 5_000)]
    [InlineData(50_000, 40_000)]
    public void Merged_they_are_the_sketch_of_all_users(int first, int second)
    {
        var merged = Seen(0, first);
        merged.Merge(Seen(first / 2, first / 2 + second));

        merged.Count().ShouldBe(Seen(0, Math.Max(first, first / 2 + second)).Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(900)]
    [InlineData(3_000)]
    [InlineData(3_000_000)]
    public void Written_and_read_it_is_the_same(int users)
    {
        var sketch = Seen(0, users);
        var bytes = new ArrayBufferWriter<byte>();
        sketch.Write(bytes);

        var read = new VisitorSketch();
        read.Read(bytes.WrittenSpan);

        read.Count().ShouldBe(sketch.Count());
        bytes.WrittenCount.ShouldBeLessThan(9_000);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 3 })]
    [InlineData(new byte[] { 1, 7 })]
    [InlineData(new byte[] { 2, 0, 7 })]
    public void What_is_no_sketch_is_refused(byte[] bytes) =>
        Should.Throw<InvalidDataException>(() => new VisitorSketch().Read(bytes));

    private static VisitorSketch Seen(int from, int to)
    {
        var sketch = new VisitorSketch();
        for (var user = from; user < to; user++)
        {
            sketch.See(XxHash3.HashToUInt64(BitConverter.GetBytes(user), seed: 42));
        }

        return sketch;
    }
}
