using System.Net;

namespace ClickDash.Client.Texts;

/// <summary>What went wrong with what a page asked for, where the server does not say it.</summary>
internal static class LiveTexts
{
    public const string NoAnswer = "The server does not answer.";

    public static string Refused(HttpStatusCode status) => $"Refused: {status}";

    public static string WrongWindow(string value, string windows) =>
        $"window is '{value}'; it takes {windows} (seconds).";
}
