using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ClickDash.Core.Live;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

public sealed class ValueTableTests
{
    private const ulong Factor = 0x517C_C1B7_2722_0A95;

    [Fact]
    public void A_value_keeps_its_number_and_its_name()
    {
        var table = new ValueTable(1000);
        var ids = Enumerable.Range(0, 1000).Select(i => table.Intern(Text($"/{i}"))).ToArray();

        ids.Distinct().Count().ShouldBe(1000);
        for (var i = 0; i < ids.Length; i++)
        {
            table.Intern(Text($"/{i}")).ShouldBe(ids[i]);
            table.Names().Name(ids[i]).ShouldBe($"/{i}");
        }

        table.Intern([]).ShouldBe(ValueTable.None);
        table.Intern(Text("/beyond")).ShouldBe(ValueTable.Other);
        table.Unnamed.ShouldBe(1);
    }

    [Fact]
    public void Readers_may_hash_before_the_owner_interns()
    {
        var table = new ValueTable(10);
        var id = table.Intern(Text("/a"));

        table.Intern(ValueTable.Hash(Text("/a")), Text("/a")).ShouldBe(id);
    }

    [Fact]
    public void Two_seeds_order_the_same_values_differently()
    {
        var (one, two) = (Seeded(1), Seeded(2));
        for (var i = 0; i < 100; i++)
        {
            one.Intern(Text($"/{i}")).ShouldBe(two.Intern(Text($"/{i}")));
        }

        one.Order.ShouldNotBe(two.Order);
        one.Order.Order().ShouldBe(two.Order.Order());
    }

    [Fact]
    public void Ten_thousand_paths_that_collide_without_a_seed_cost_no_more_than_any_other()
    {
        byte[][] hostile = [.. Enumerable.Range(0, 10_000).Select(Hostile)];
        byte[][] usual = [.. Enumerable.Range(0, 10_000).Select(i => Text($"/usual/{i}"))];
        hostile.Select(path => Fx(path)).Distinct().Count().ShouldBe(1);

        Probes(hostile).ShouldBeLessThan(1.2 * Probes(usual));
    }

    [Fact]
    public void Names_are_of_one_moment()
    {
        var table = new ValueTable(10);
        var a = table.Intern(Text("/a"));
        var before = table.Names();
        table.Evict(a);
        var between = table.Names();
        table.Intern(Text("/b")).ShouldBe(a, "a number that is free is used again");

        before.Name(a).ShouldBe("/a");
        between.Name(a).ShouldBe("(other)");
        table.Names().Name(a).ShouldBe("/b");
        table.Names().EvictedSince(before).ShouldBe([a]);
        table.Find(Text("/a")).ShouldBe(-1);
    }

    [Fact]
    public void Any_values_that_come_and_go_are_found_as_long_as_they_are_named() =>
        Gen.Select(Gen.Int[0, 400], Gen.Bool)
            .Array[0, 2000]
            .Sample(steps =>
            {
                var table = new ValueTable(200);
                var named = new Dictionary<int, int>();
                foreach (var (value, comes) in steps)
                {
                    if (!comes && named.Remove(value, out var id))
                    {
                        table.Evict(id);
                    }
                    else if (
                        comes && table.Intern(Text($"{value}")) is > ValueTable.Other and var given
                    )
                    {
                        named[value] = given;
                    }
                }

                table.Named.ShouldBe(named.Count);
                var names = table.Names();
                foreach (var (value, id) in named)
                {
                    table.Find(Text($"{value}")).ShouldBe(id);
                    names.Name(id).ShouldBe($"{value}");
                }
            });

    private static ValueTable Seeded(long seed) =>
        new(1000, ages: true, new ValueHash(seed), static () => 0);

    /// <summary>How many slots the values take in the mean to be found.</summary>
    private static double Probes(byte[][] values)
    {
        var table = new ValueTable(values.Length);
        Array.ForEach(values, value => table.Intern(value));
        return values.Average(value => (double)table.Probes(value));
    }

    /// <summary>A path of 16 bytes whose second half makes up for the first, so that all have one hash.</summary>
    private static byte[] Hostile(int number)
    {
        var path = Text("/" + number.ToString("D7", CultureInfo.InvariantCulture) + "        ");
        var first = Step(16, BinaryPrimitives.ReadUInt64LittleEndian(path));
        var inverse = Factor;
        for (var i = 0; i < 6; i++)
        {
            // Newton: each step doubles the bits that are right.
            inverse *= 2 - Factor * inverse;
        }

        const ulong Wanted = 0x1234_5678_9ABC_DEF0;
        BinaryPrimitives.WriteUInt64LittleEndian(
            path.AsSpan(8),
            ulong.RotateLeft(first, 5) ^ (Wanted * inverse)
        );
        return path;
    }

    /// <summary>The hash of edition one (FxHash), whose high bits were where its table began to search.</summary>
    private static ulong Fx(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length;
        for (var at = 0; at < text.Length; at += 8)
        {
            hash = Step(hash, BinaryPrimitives.ReadUInt64LittleEndian(text[at..]));
        }

        return hash;
    }

    private static ulong Step(ulong hash, ulong bytes) =>
        (ulong.RotateLeft(hash, 5) ^ bytes) * Factor;

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
