namespace ClickDash.Core.Wire;

/// <summary>What the projector hears of the phones.</summary>
/// <param name="IsWhole">Whether it holds every phone and takes the place of all before it; otherwise it adds to that.</param>
/// <param name="People">How many phones were heard of lately.</param>
/// <param name="Dots">The phones, or what was seen of them since the news before, in that order.</param>
/// <param name="Join">How phones join, where it is whole.</param>
public sealed record AudienceNews(bool IsWhole, int People, Dot[] Dots, JoinInfo? Join = null);

/// <summary>A phone's dot.</summary>
/// <param name="Seat">Its number, of which <see cref="SeatMark"/> makes its looks.</param>
/// <param name="Taps">How many of its taps were read from Kafka so far.</param>
/// <param name="Page">The page of the newest; null before the first.</param>
/// <param name="Delay">From that tap's arrival at the server to its being read from Kafka, in milliseconds; null before the first.</param>
public sealed record Dot(int Seat, long Taps, string? Page, long? Delay);

/// <summary>How phones join.</summary>
/// <param name="Room">The token in the link: a short text that changes with each start of the server.</param>
/// <param name="Link">The link to show; null where phones cannot reach this server.</param>
/// <param name="Problem">Why phones cannot join, and what mends it, in sentences for people; null where they can.</param>
public sealed record JoinInfo(string Room, string? Link, string? Problem);

/// <summary>A phone that joined.</summary>
/// <param name="Id">What it shows with each tap: a secret of this phone.</param>
/// <param name="Mark">Its looks on the projector.</param>
/// <param name="Pages">The pages on its buttons.</param>
public sealed record JoinedPhone(string Id, SeatMark Mark, string[] Pages);

/// <summary>A tap on a phone.</summary>
/// <param name="Phone">The phone's id.</param>
/// <param name="Page">One of the pages on its buttons.</param>
public sealed record TapRequest(string Phone, string Page);

/// <summary>What became of a tap.</summary>
/// <param name="Delay">From its arrival at the server to its being read from Kafka, in milliseconds; null where it was not read yet.</param>
/// <param name="Pages">The pages that are to be on the buttons now.</param>
public sealed record TapAnswer(long? Delay, string[] Pages);
