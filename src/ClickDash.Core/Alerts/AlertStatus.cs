using System.Text.Json.Serialization;

namespace ClickDash.Core.Alerts;

/// <summary>How a rule stands.</summary>
public enum AlertState
{
    /// <summary>All is well.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>It is wrong, but not for long enough.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>It was wrong for long enough, and is not well again.</summary>
    [JsonStringEnumMemberName("firing")]
    Firing,
}

/// <summary>A rule that went from one state to another.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="At">When, epoch milliseconds.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state from then on.</param>
/// <param name="Value">The value that did it, in the unit of the rule's threshold; null where it could not be told.</param>
/// <param name="Page">The page it is about; null for rules that are about all.</param>
public sealed record AlertChange(
    string Name,
    long At,
    AlertState From,
    AlertState To,
    double? Value,
    string? Page
);

/// <summary>How a rule stands and how it came there. Times are epoch milliseconds.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Kind">What it looks at.</param>
/// <param name="Threshold">Beyond this it is wrong.</param>
/// <param name="State">How it stands.</param>
/// <param name="Since">Since when; null before the first look.</param>
/// <param name="Value">The newest value; null where it cannot be told.</param>
/// <param name="Page">The page it is about; null for rules that are about all.</param>
/// <param name="History">Its newest changes, the newest last.</param>
public sealed record AlertStatus(
    string Name,
    AlertKind Kind,
    double Threshold,
    AlertState State,
    long? Since,
    double? Value,
    string? Page,
    IReadOnlyList<AlertChange> History
);

/// <summary>Alerts as JSON, for the REST address and the webhook.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(AlertStatus[]))]
[JsonSerializable(typeof(AlertChange))]
public sealed partial class AlertJson : JsonSerializerContext;
