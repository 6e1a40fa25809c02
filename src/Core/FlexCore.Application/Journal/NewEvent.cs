namespace FlexCore.Application.Journal;

/// <summary>One event on its way into the journal.</summary>
/// <param name="Id">A unique id; the journal does not check uniqueness.</param>
/// <param name="Type">The registered type name (not a CLR name), for example <c>pipeline.created</c>; at most 200 characters.</param>
/// <param name="SchemaVersion">The version of the payload's shape, from 1.</param>
/// <param name="Payload">UTF-8 JSON. The caller must not change the bytes until the append has completed.</param>
public readonly record struct NewEvent(Guid Id, string Type, int SchemaVersion, ReadOnlyMemory<byte> Payload);
