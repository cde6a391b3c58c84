using ClickDash.Core.Alerts;

namespace ClickDash.Server.Alerts;

/// <summary>What rules are judged by, where it comes from.</summary>
public interface IAlertFacts
{
    /// <summary>The facts of this moment; asked for once a second, by one caller.</summary>
    AlertFacts Now();
}
