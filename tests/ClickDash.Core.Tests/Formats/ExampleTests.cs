using ClickDash.Core.Formats;

namespace ClickDash.Core.Tests.Formats;

/// <summary>Every example message becomes exactly its clicks.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Presets { get; } = [.. ClickFormats.Presets];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Examples_become_their_clicks(string preset)
    {
        var format = ClickFormats.Create(preset);
        foreach (var (where, message, clicks) in ExampleFiles.Of(preset))
        {
            var read = format.All(message)?.Select(click => click with { Retimed = false });
            read.ShouldBe(clicks, where);
        }
    }
}
