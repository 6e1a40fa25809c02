using System.Text.Json.Serialization;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>The stored form of an event of a user: its own content, and what belongs to it. Its type and schema version stand beside it in the journal.</summary>
/// <param name="Data">The event itself.</param>
/// <param name="Metadata">What is known beside it.</param>
/// <param name="Tags">Words by which it is found; absent when there are none.</param>
/// <param name="AggregateType">What the stream is about.</param>
/// <param name="Origin">What another store kept with it.</param>
internal sealed record StoredStreamEvent(
    [property: JsonConverter(typeof(RawJsonText))] string Data,
    [property: JsonConverter(typeof(RawJsonText))] string? Metadata = null,
    ValueList<string>? Tags = null,
    string? AggregateType = null,
    EventOrigin? Origin = null);
