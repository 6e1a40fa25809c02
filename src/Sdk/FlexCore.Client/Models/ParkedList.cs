namespace FlexCore.Client.Models;

/// <summary>Parked events of a projection.</summary>
/// <param name="Parked">The events, at most 1,000.</param>
public sealed record ParkedList(IReadOnlyList<ParkedInfo> Parked);
