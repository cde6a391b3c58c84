namespace ClickDash.Client.Texts;

/// <summary>What the bars round the panels say: choices, filters, other times, the foot.</summary>
internal static class BarTexts
{
    // Several bars
    public const string Frozen = "Frozen";
    public const string BackToLive = "Back to live";
    public const string Close = "Close";

    // WindowChoice, SplitChoice
    public const string HowMuch = "How much to show";
    public const string SplitBy = "by";

    // TimeMenu
    public const string Time = "Time";
    public const string LookCloser = "Look closer";
    public const string LookWider = "Look wider";
    public const string WholeWindow = "The whole window";
    public const string EarlierStored = "Earlier, into what is stored";
    public const string LaterToLive = "Later, up to live";
    public const string ReplayMinutes = "Replay the last minutes";
    public const string CompareWith = "Compare with";

    // FilterChips: a filter follows its removal
    public const string Filters = "Filters";
    public const string RemoveFilter = "Remove filter:";
    public const string ClearFilters = "Clear all filters";

    // FreezeBar
    public static string FrozenAt(string? time) => time is null ? Frozen : $"Frozen at {time}";

    public static string FrozenLater(string time) => $"this view is of {time}, when it was chosen";

    public static string FrozenSince(string clicks) => $"+{clicks} since";

    // PastBar
    public const string Replay = "Replay";
    public const string ReplayNotLive = "Replay, not live";
    public const string PastNotLive = "The past, not live";
    public const string Earlier = "Earlier";
    public const string Stand = "Stand";
    public const string Later = "Later";

    public static string Play(int speed) => $"Play, {speed} times as fast";

    public static string PastAt(string? time, string ago) =>
        time is null ? $"{ago} ago" : $"up to {time}, {ago} ago";

    // FollowBar
    public const string Presenter = "Presenter";
    public const string Following = "Following the presenter";
    public const string PresenterLeads = "The presenter leads";
    public const string Leave = "Leave";
    public const string Follow = "Follow";

    // DelayBar
    public const string Delay = "Delay";
    public const string MeasuringDelay = "Measuring how old what you see is…";

    public static string ProducedToPainted(string half, string most) =>
        $"Produced to painted: half within {half}, 99% within {most}";

    public static string ClickToServer(string half, string most) =>
        $"click to server {half} and {most}";

    public static string PictureEvery(string tick) => $"a picture every {tick}";

    public static string ServerToScreen(string half, string most, string pictures) =>
        $"server to this screen {half} and {most}, of {pictures} pictures";

    public static string ClocksCompared(string within) => $"clocks compared to ±{within}";

    public static string OffsetsAccounted(string known, string all) =>
        $"{known} of {all} offsets accounted for";

    // Foot: the broker's address and the topic's name stand between the first four
    public const string DemoSendTo = "Simulated clicks · send your own to";
    public const string DemoTopic = ", topic";
    public const string Topic = "Topic";
    public const string TopicAt = "at";
    public const string CopyAddress = "Copy address";
    public const string Copied = "Copied";
    public const string CopyByHand = "Select it and copy";
    public const string AddsUp = "Does it add up?";
    public const string Scenes = "Scenes";
    public const string HowOld = "How old is this?";

    public static string CameLate(string clicks) => $"{clicks} came late";

    public static string NotCounted(string clicks) => $"{clicks} not counted";
}
