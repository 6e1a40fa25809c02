using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>An append as it travels between nodes.</summary>
internal sealed record AppendBody(long? ExpectedVersion, ValueList<StreamEvent> Events);
