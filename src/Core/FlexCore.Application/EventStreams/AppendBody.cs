using System.Text.Json.Serialization;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>An append as it travels between nodes.</summary>
/// <param name="Events">The events.</param>
/// <param name="ExpectedVersion">What the stream must be at; left out where any version will do.</param>
internal sealed record AppendBody(ValueList<StreamEvent> Events, [property: JsonPropertyOrder(-1)] long? ExpectedVersion = null);
