using System.Text;
using System.Text.Json.Serialization;
using FlexCore.Api.V1;
using FlexCore.Application.Projections;

namespace FlexCore.Api.Projections;

/// <summary>A document of a read model in the shape of the API.</summary>
/// <param name="Id">A name for it.</param>
/// <param name="Projection">The projection.</param>
/// <param name="Kind">The kind of the stream it belongs to; empty when it is of several streams.</param>
/// <param name="Key">Its key.</param>
/// <param name="AggregateType">What it is about.</param>
/// <param name="Data">Its content.</param>
/// <param name="Version">The version of the last event in it; of a document of several streams, how many events are in it.</param>
/// <param name="CreatedAt">The time of its earliest event, UTC.</param>
/// <param name="UpdatedAt">The time of its latest event, UTC.</param>
/// <param name="IsFresh">Whether what the token asks for is in it; absent without a token.</param>
internal sealed record ReadModelEntry(
    string Id,
    string Projection,
    string Kind,
    string Key,
    string AggregateType,
    [property: JsonConverter(typeof(RawJsonConverter))] string Data,
    long Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    bool? IsFresh)
{
    /// <summary>The shape of a document.</summary>
    /// <param name="view">The document.</param>
    public static ReadModelEntry Of(ReadModelView view) => new(
        view.Id, view.Projection, view.Kind, view.Key, view.AggregateType, Encoding.UTF8.GetString(view.Data.Span), view.Version, view.CreatedAt, view.UpdatedAt, view.IsFresh);
}
