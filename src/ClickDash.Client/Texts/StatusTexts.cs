using ClickDash.Client.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Texts;

/// <summary>How it stands, in words: notices, the light, the spoken summary.</summary>
internal static class StatusTexts
{
    // Notice
    public const string WrongLink = "This link asks for what there is not";
    public const string Alert = "Alert";
    public const string NotStored = "Not being stored";
    public const string Partly = "Not all is read";

    public static string Trouble(IngestState state) =>
        state switch
        {
            IngestState.WaitingForTopic => "Waiting for the topic",
            IngestState.Refused => "The broker refuses the topic",
            IngestState.Paused => "Reading is paused",
            IngestState.Failed => "Reading has ended",
            IngestState.Reading => "No clicks are found",
            _ => "No connection to the broker",
        };

    // StatusLight
    public const string Thinned = "thinned: this device is behind";
    public const string NotLive = "Not live";

    public static string StaleFor(int seconds) => $"for {seconds}\u00A0s";

    public static string NotReading(IngestState state) =>
        state switch
        {
            IngestState.WaitingForTopic => "No topic",
            IngestState.Refused => "Refused",
            IngestState.Paused => "Paused",
            IngestState.Failed => "Not reading",
            _ => "No broker",
        };

    public static string Light(LiveStatus status) =>
        status switch
        {
            LiveStatus.Live => "Live",
            LiveStatus.Stale => "Stale",
            LiveStatus.Reconnecting => "Reconnecting…",
            _ => "Connecting…",
        };

    // SpokenSummary
    public const string SayIt = "Say how it stands";
    public const string NothingKnown = "Nothing is known yet.";
    public const string NoErrors = "No errors.";

    public static string Summary(string? time, string rate, string total, string window) =>
        $"At {time}: {rate} clicks a second; {total} in {window}.";

    public static string Most(string name, string clicks) => $"Most of them: {name}, {clicks}.";

    public static string Errors(string share) => $"{share} are errors.";

    public static string Moves(string name, bool isUp) =>
        isUp ? $"{name} rises unusually." : $"{name} falls unusually.";
}
