namespace ClickDash.Core.Live;

/// <summary>
/// When some messages were read, about whose clicks' time the arrival decided: stored, so that what reads them again for filters decides
/// the same.
/// </summary>
/// <param name="Topic">Their topic.</param>
/// <param name="Partition">Their partition.</param>
/// <param name="From">The first one's offset.</param>
/// <param name="Until">The offset after the last one's.</param>
/// <param name="At">When the last of them was read, in epoch milliseconds: two seconds after the first at most.</param>
public sealed record ArrivalMark(string Topic, int Partition, long From, long Until, long At);
