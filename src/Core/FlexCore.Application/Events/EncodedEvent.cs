namespace FlexCore.Application.Events;

/// <summary>An event in its stored form.</summary>
/// <param name="Type">The registered type name.</param>
/// <param name="SchemaVersion">The version of the payload's shape, from 1.</param>
/// <param name="Payload">UTF-8 JSON.</param>
public readonly record struct EncodedEvent(string Type, int SchemaVersion, ReadOnlyMemory<byte> Payload);
