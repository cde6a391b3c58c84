using System.Buffers;
using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Formats.Writing;
using CsCheck;

namespace ClickDash.Core.Tests.Formats;

public sealed class ClickWriterTests
{
    public static TheoryData<string> Presets => [.. ClickWriters.Presets];

    // Users as servers have them: some write them between spaces, and two know numbers and signs of absence.
    private static readonly Gen<SeenClick> Clicks = Gen.Select(
        FormatPropertyTests.Clicks,
        Gen.OneOf(
            Gen.String[Gen.Char.AlphaNumeric, 1, 12],
            Gen.Long[0, 1_000_000].Select(n => $"{n}")
        ),
        Gen.Long[0, 1_000_000],
        (click, user, weight) =>
            click with
            {
                User = click.User is null ? null : user,
                Weight = weight,
            }
    );

    [Theory]
    [MemberData(nameof(Presets))]
    public void What_a_writer_carries_of_a_click_its_format_reads_back(string preset)
    {
        var writer = ClickWriters.Create(preset);
        var format = ClickFormats.Create(preset);
        writer.Name.ShouldBe(preset);
        Clicks.Sample(
            click =>
            {
                var message = Write(writer, click);
                var key = writer.PageIsKey ? Encoding.UTF8.GetBytes(click.Page) : [];
                var read = format.All(message, key).ShouldNotBeNull().ShouldHaveSingleItem();
                read.ShouldBe(Carried(click, writer), Encoding.UTF8.GetString(message));
            },
            threads: 1
        );
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void What_a_writer_writes_fits_its_format_best(string preset)
    {
        var writer = ClickWriters.Create(preset);
        // With all that a click can say: a page alone is the same in several formats.
        var messages = Enumerable
            .Range(0, 20)
            .Select(i =>
                Write(
                    writer,
                    new SeenClick(
                        $"/p{i}",
                        1_790_000_000_000 + i,
                        $"u{i}",
                        "s",
                        "a.example",
                        "NZ",
                        "bot",
                        200
                    )
                )
            );
        FormatFit.Rank([.. messages])[0].Name.ShouldBe(preset);
    }

    [Fact]
    public void Host_campaign_and_browser_are_written_where_a_format_has_members_for_them()
    {
        var click = new Click
        {
            Page = "/a"u8,
            Host = "shop.example"u8,
            Campaign = "mail / spring"u8,
            Browser = "Firefox"u8,
        };
        foreach (var preset in ClickWriters.Presets)
        {
            var writer = ClickWriters.Create(preset);
            if (!writer.Carries.HasFlag(ClickParts.Origin))
            {
                continue;
            }

            var output = new ArrayBufferWriter<byte>();
            writer.Write(click, output);
            SeenOrigin
                .Of(ClickFormats.Create(preset), Encoding.UTF8.GetString(output.WrittenSpan))
                .ShouldBe(new SeenOrigin("shop.example", "mail / spring", "Firefox"), preset);
        }

        ClickWriters.Create("clicks").Carries.HasFlag(ClickParts.Origin).ShouldBeTrue();
    }

    private static SeenClick Carried(SeenClick click, IClickWriter writer)
    {
        T? If<T>(ClickParts part, T? value) => writer.Carries.HasFlag(part) ? value : default;
        return new SeenClick(
            click.Page,
            writer.TimeStep == 0 ? null : click.Time - (click.Time % writer.TimeStep),
            If(ClickParts.User, click.User),
            If(ClickParts.Session, click.Session),
            If(ClickParts.Referrer, click.Referrer),
            If(ClickParts.Country, click.Country),
            // Wikimedia's changes are by bots or not.
            writer.Name == "wikimedia"
                ? (click.Device == "bot" ? "bot" : null)
                : If(ClickParts.Device, click.Device),
            If(ClickParts.Status, click.Status),
            writer.Carries.HasFlag(ClickParts.Weight) ? click.Weight : 1
        );
    }

    private static byte[] Write(IClickWriter writer, SeenClick click)
    {
        var output = new ArrayBufferWriter<byte>();
        writer.Write(
            new Click
            {
                Time = click.Time is { } time ? ClickTime.At(time) : ClickTime.Absent,
                Page = Encoding.UTF8.GetBytes(click.Page),
                User = Encoding.UTF8.GetBytes(click.User ?? ""),
                Session = Encoding.UTF8.GetBytes(click.Session ?? ""),
                Referrer = Encoding.UTF8.GetBytes(click.Referrer ?? ""),
                Country = Encoding.UTF8.GetBytes(click.Country ?? ""),
                Device = Encoding.UTF8.GetBytes(click.Device ?? ""),
                Status = click.Status ?? 0,
                Weight = click.Weight,
            },
            output
        );
        return output.WrittenSpan.ToArray();
    }
}
