namespace ClickDash.Server.Settings;

/// <summary>Settings under <c>ClickDash:Simulator:</c>.</summary>
public sealed record SimulatorSettings
{
    /// <summary>Clicks a second; where it is not set, 40 with the embedded broker and none with a Kafka.</summary>
    public double? Rate { get; init; }
}
