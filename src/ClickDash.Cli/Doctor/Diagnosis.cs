namespace ClickDash.Cli.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Check">What was looked at, in a word.</param>
/// <param name="Verdict">How it stands.</param>
/// <param name="Sentence">What was seen and, where it is not well, what to do.</param>
internal sealed record Diagnosis(string Check, Verdict Verdict, string Sentence)
{
    public static Diagnosis Ok(string check, string sentence) => new(check, Verdict.Ok, sentence);

    public static Diagnosis Warning(string check, string sentence) =>
        new(check, Verdict.Warning, sentence);

    public static Diagnosis Wrong(string check, string sentence) =>
        new(check, Verdict.Wrong, sentence);
}

/// <summary>How something stands.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but is worth a look.</summary>
    Warning,

    /// <summary>ClickDash cannot show or keep clicks like this.</summary>
    Wrong,
}
