namespace ClickDash.Client.Panels;

/// <summary>A step through time, by button or key.</summary>
public enum TimeStep
{
    /// <summary>Look closer.</summary>
    Closer,

    /// <summary>Look wider.</summary>
    Wider,

    /// <summary>The whole window.</summary>
    Whole,

    /// <summary>Half of what is shown earlier; past the window's beginning into the stored past.</summary>
    Earlier,

    /// <summary>Half of what is shown later, up to live.</summary>
    Later,

    /// <summary>The last minutes once more.</summary>
    Replay,

    /// <summary>Play or stand, in the past.</summary>
    Play,

    /// <summary>Back to live.</summary>
    Live,
}
