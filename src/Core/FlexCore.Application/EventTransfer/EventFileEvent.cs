using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventTransfer;

/// <summary>An event in an export.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Kind">The kind of entity that it belongs to.</param>
/// <param name="Key">The stream, or the key of another entity.</param>
/// <param name="Version">Its place there.</param>
/// <param name="Id">Its id.</param>
/// <param name="Event">The event of a user with its origin; <see langword="null"/> for an event of the system's own entities.</param>
public sealed record EventFileEvent(long Line, string Kind, string Key, long Version, Guid Id, StreamEvent? Event);
