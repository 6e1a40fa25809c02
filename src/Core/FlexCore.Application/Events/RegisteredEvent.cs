using System.Text.Json.Serialization.Metadata;

namespace FlexCore.Application.Events;

/// <summary>One entry of an <see cref="EventRegistry{TEvent}"/>: the contract between a stored event and the program.</summary>
/// <param name="Type">The registered type name.</param>
/// <param name="SchemaVersion">The version that is written today; every version from 1 up to it can be read.</param>
/// <param name="Shape">The JSON shape of that version.</param>
public sealed record RegisteredEvent(string Type, int SchemaVersion, JsonTypeInfo Shape);
