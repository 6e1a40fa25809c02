namespace FlexCore.Application.Projections;

/// <summary>A document of a read model as people see it.</summary>
/// <param name="Id">A name for it: key, projection and the second of its first event.</param>
/// <param name="Projection">The projection.</param>
/// <param name="Kind">The kind of the stream it belongs to; empty when it is of several streams.</param>
/// <param name="Key">Its key.</param>
/// <param name="AggregateType">What it is about.</param>
/// <param name="Data">Its content: UTF-8 JSON.</param>
/// <param name="Version">The version of the last event in it; of a document of several streams, how many events are in it.</param>
/// <param name="CreatedAt">The time of its earliest event, UTC.</param>
/// <param name="UpdatedAt">The time of its latest event, UTC.</param>
public sealed record ReadModelView(
    string Id, string Projection, string Kind, string Key, string AggregateType, ReadOnlyMemory<byte> Data, long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Whether what was asked to be in it is in it; <see langword="null"/> when nothing was asked.</summary>
    public bool? IsFresh { get; init; }
}
