using System.Buffers;
using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

public sealed class BucketCodecTests
{
    private static readonly Gen<Bucket> AnyBucket =
        from numbers in Gen.Long[0, long.MaxValue / 4].Array[10]
        from approximate in Gen.Bool
        from values in Gen.Select(
            Gen.Int[0, Dimensions.Count - 1],
            Gen.Int[0, CountTable.MostId],
            Gen.Long[1, long.MaxValue / 1000]
        ).Array[0, 50]
        select Made(numbers, approximate, values);

    [Fact]
    public void What_is_written_is_read() =>
        AnyBucket.Sample(bucket =>
        {
            var read = Read(Written(bucket));

            Written(read).Order().ShouldBe(Written(bucket).Order());
            read.Total.ShouldBe(bucket.Total);
            read.Late.ShouldBe(bucket.Late);
            read.Retimed.ShouldBe(bucket.Retimed);
            read.Dropped.ShouldBe(bucket.Dropped);
            read.IsApproximate.ShouldBe(bucket.IsApproximate);
            read.Statuses.Errors.ShouldBe(bucket.Statuses.Errors);
            Counts(read).ShouldBe(Counts(bucket));
        });

    [Fact]
    public void What_is_cut_short_is_refused() =>
        Gen.Select(AnyBucket, Gen.Double[0, 0.999])
            .Sample(
                (bucket, part) =>
                {
                    var bytes = Written(bucket);
                    Should.Throw<InvalidDataException>(() =>
                        Read(bytes[..(int)(bytes.Length * part)])
                    );
                }
            );

    [Fact]
    public void A_bucket_of_the_first_edition_with_its_six_dimensions_is_read()
    {
        // Form, total, six classes of status, late, retimed, dropped, approximate; then per dimension how many values, and each.
        byte[] stored =
        [
            1,
            9,
            0,
            0,
            9,
            0,
            0,
            0,
            1,
            2,
            3,
            1,
            2,
            7,
            4,
            3,
            5,
            1,
            2,
            9,
            0,
            0,
            0,
            1,
            2,
            9,
        ];

        var bucket = Read(stored);

        (bucket.Total, bucket.Late, bucket.Retimed, bucket.Dropped).ShouldBe((9, 1, 2, 3));
        bucket.IsApproximate.ShouldBeTrue();
        Counts(bucket)
            .ShouldBe([
                (CountTable.Key(Dimension.Page, 3), 5),
                (CountTable.Key(Dimension.Page, 7), 4),
                (CountTable.Key(Dimension.Country, 2), 9),
                (CountTable.Key(Dimension.Source, 2), 9),
            ]);
        Counts(Read(Written(bucket))).ShouldBe(Counts(bucket));
    }

    [Fact]
    public void It_says_how_many_dimensions_it_has_and_one_of_more_is_refused()
    {
        var bytes = Written(Made(new long[10], approximate: false, []));
        bytes[12].ShouldBe((byte)Dimensions.Count);

        bytes[12]++;

        Should.Throw<InvalidDataException>(() => Read([.. bytes, 0]));
    }

    private static Bucket Made(
        long[] numbers,
        bool approximate,
        (int Dimension, int Id, long Count)[] values
    )
    {
        var bucket = new Bucket
        {
            Total = numbers[0],
            Late = numbers[1],
            Retimed = numbers[2],
            Dropped = numbers[3],
            IsApproximate = approximate,
        };
        for (var i = 0; i < StatusClasses.Length; i++)
        {
            bucket.Statuses[i] = numbers[4 + i];
        }

        foreach (var (dimension, id, count) in values)
        {
            bucket.Counts.Add(CountTable.Key((Dimension)dimension, id), count);
        }

        return bucket;
    }

    private static (int, long)[] Counts(Bucket bucket) =>
        [
            .. bucket
                .Counts.Entries.ToArray()
                .Where(entry => entry.Key != 0)
                .Select(entry => (entry.Key, entry.Count))
                .Order(),
        ];

    private static byte[] Written(Bucket bucket)
    {
        var writer = new ArrayBufferWriter<byte>();
        BucketCodec.Write(bucket, writer);
        return writer.WrittenSpan.ToArray();
    }

    private static Bucket Read(byte[] bytes)
    {
        var bucket = new Bucket();
        BucketCodec.Read(bytes, bucket);
        return bucket;
    }
}
