namespace ClickDash.Client.Texts;

/// <summary>Why nothing was counted for a while: the server's short reasons in words.</summary>
internal static class GapTexts
{
    /// <summary>What people read in place of a reason; one that the server gives in words stays as it is.</summary>
    public static string Of(string reason) =>
        reason switch
        {
            "before_start" => "before counting began",
            "before_lesson" => "before the lesson",
            "before_reach" => "before what this filter knows",
            "not_stored" => "could not be stored",
            "not_read" => "not read yet",
            _ => reason,
        };
}
