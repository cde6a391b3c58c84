using System.Text;
using ClickDash.Core.Formats;

namespace ClickDash.Core.Tests.Formats;

public sealed class FormatFitTests
{
    public static TheoryData<string> Presets => ExampleTests.Presets;

    [Theory]
    [MemberData(nameof(Presets))]
    public void The_examples_of_a_preset_fit_it_best(string preset)
    {
        foreach (
            var folder in ExampleFiles
                .Of(preset)
                .GroupBy(example => Path.GetDirectoryName(example.Where))
        )
        {
            var best = FormatFit.Rank([.. folder.Select(example => example.Message)])[0];
            best.Name.ShouldBe(preset, folder.Key);
            best.Clicks.ShouldBe(folder.Count(example => example.Clicks is { Length: > 0 }));
            best.Ignored.ShouldBe(folder.Count(example => example.Clicks is { Length: 0 }));
            best.Dropped.ShouldBe(folder.Count(example => example.Clicks is null));
        }
    }

    [Fact]
    public void What_no_format_reads_fits_none() =>
        FormatFit
            .Rank([Encoding.UTF8.GetBytes("12:15:27, 57"), [0, 0, 0, 0, 7, 2, 16]])
            .ShouldBeEmpty();

    [Fact]
    public void Avro_behind_a_schema_registrys_bytes_is_recognised()
    {
        SchemaRegistry.Recognise([0, 0, 0, 0, 7, 2, 16]).ShouldBe(RegistryContent.AvroOrProtobuf);
        SchemaRegistry
            .Recognise([0, 0, 0, 0, 7, (byte)'{', (byte)'}'])
            .ShouldBe(RegistryContent.Json);
        SchemaRegistry.Recognise("{}"u8).ShouldBe(RegistryContent.None);
        SchemaRegistry.Recognise([]).ShouldBe(RegistryContent.None);
    }
}
