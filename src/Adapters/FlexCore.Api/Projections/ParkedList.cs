using FlexCore.Application.Projections;

namespace FlexCore.Api.Projections;

/// <summary>Parked events of a projection.</summary>
/// <param name="Parked">The events, in the order of their places; at most 1,000.</param>
internal sealed record ParkedList(IReadOnlyList<ParkedView> Parked);
