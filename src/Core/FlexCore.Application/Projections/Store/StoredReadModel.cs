namespace FlexCore.Application.Projections.Store;

/// <summary>A document as it is stored.</summary>
/// <param name="Key">Which.</param>
/// <param name="AggregateType">What it is about.</param>
/// <param name="Data">UTF-8 JSON: an object whose members stand in the order of their names.</param>
/// <param name="Version">The version of the last event of its stream in it; of a document of several streams, how many events are in it.</param>
/// <param name="Events">How many events are in it.</param>
/// <param name="CreatedAt">The time of its earliest event, UTC.</param>
/// <param name="UpdatedAt">The time of its latest event, UTC.</param>
public sealed record StoredReadModel(
    ReadModelKey Key, string AggregateType, ReadOnlyMemory<byte> Data, long Version, long Events, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Which event set which member, where several streams may: UTF-8 JSON, or empty.</summary>
    public ReadOnlyMemory<byte> Stamps { get; init; }
}
