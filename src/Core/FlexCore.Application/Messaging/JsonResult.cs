namespace FlexCore.Application.Messaging;

/// <summary>A result as JSON.</summary>
/// <param name="Utf8">One JSON value in UTF-8.</param>
public sealed record JsonResult(ReadOnlyMemory<byte> Utf8);
