using System.Text.Json;

namespace FlexCore.Client.Models;

/// <summary>A document of a read model.</summary>
/// <param name="Id">A name for it.</param>
/// <param name="Projection">The projection.</param>
/// <param name="Kind">The kind of the stream it belongs to; empty when it is of several streams.</param>
/// <param name="Key">Its key.</param>
/// <param name="AggregateType">What it is about.</param>
/// <param name="Data">Its content.</param>
/// <param name="Version">The version of the last event in it; of a document of several streams, how many events are in it.</param>
/// <param name="CreatedAt">The time of its earliest event, UTC.</param>
/// <param name="UpdatedAt">The time of its latest event, UTC.</param>
public sealed record ReadModelInfo(
    string Id, string Projection, string Kind, string Key, string AggregateType, JsonElement Data, long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Whether what a token asks for is in it; <see langword="null"/> without a token.</summary>
    public bool? IsFresh { get; init; }
}
