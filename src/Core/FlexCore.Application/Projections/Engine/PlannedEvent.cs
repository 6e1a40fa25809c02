using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>An event with the documents that it changes.</summary>
/// <param name="Happened">The event.</param>
/// <param name="Keys">The documents.</param>
/// <param name="Fault">Why they could not be named; <see langword="null"/> when they could.</param>
internal sealed record PlannedEvent(ProjectedEvent Happened, IReadOnlyList<ReadModelKey> Keys, string? Fault)
{
    /// <summary>What waits together when the event is parked.</summary>
    public IEnumerable<string> GroupsIn(ProjectionScope scope) =>
        scope == ProjectionScope.Stream || Keys.Count == 0 ? [Happened.Stream.StreamId] : Keys.Select(static key => $"{key.Tenant}/{key.Key}");
}
