namespace ClickDash.Client.Browser;

/// <summary>How long pictures took from the server to this screen, of the newest few hundred.</summary>
/// <param name="Median">Of half of them, in milliseconds.</param>
/// <param name="Percentile99">Of 99 in 100.</param>
/// <param name="Count">How many were measured.</param>
/// <param name="RoundTrip">The shortest way to the server and back, in milliseconds: the server's clock is known to half of it.</param>
public sealed record PaintDelay(double Median, double Percentile99, int Count, double RoundTrip);
