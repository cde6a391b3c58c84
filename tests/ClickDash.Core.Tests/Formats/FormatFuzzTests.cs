using ClickDash.Core.Formats;
using ClickDash.Testing;

namespace ClickDash.Core.Tests.Formats;

/// <summary>What broken and hostile producers send: <c>./bench fuzz</c> sends a million and more.</summary>
public sealed class FormatFuzzTests
{
    // Read element by element, before the whole message was judged.
    [Theory]
    [InlineData("fit5202", """[{"Clicks":"\ud800"}]""")]
    [InlineData("fit5202", """[{"Clicks":2,"ts":"\udc00"}]""")]
    [InlineData("ga4", """{"event_name":"page_view","event_params":[{"key":"\ud800"}]}""")]
    public void Half_a_surrogate_in_an_array_is_malformed(string preset, string message) =>
        ClickFormats.Create(preset).All(message).ShouldBeNull();

    [Fact]
    public void Bad_messages_are_all_accounted_for_and_none_gets_out_as_an_exception()
    {
        var fuzz = new FormatFuzz(
            ClickFormats.Presets.ToDictionary(
                name => name,
                name => ExampleMessages.Of(name).ToArray()
            ),
            seed: 5202
        );
        fuzz.Run(100_000);
        fuzz.Escaped.ShouldBeEmpty();
        fuzz.Wrong.ShouldBeEmpty();
        fuzz.Messages.ShouldBe(100_000);
        // Else the mutations are too gentle, or too rough, to say anything.
        var (withClicks, ignored, dropped) = fuzz.Outcomes;
        withClicks.ShouldBeGreaterThan(5_000);
        ignored.ShouldBeGreaterThan(500);
        dropped.ShouldBeGreaterThan(5_000);
    }
}
